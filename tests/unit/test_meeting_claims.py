"""Claims in many shapes, labelled by the definitions of the statuses; all but the last five before anyone looked at what the reader
makes of them.

Each row: the status (the first is the label, others after a bar are as good), its first and last day in 2026 as month.day
(nothing: no definite day is asked for), the text; behind a tilde what is still read otherwise. All were told on Wednesday, September 16, 2026.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from monitor import dates
from monitor.detect import meetings
from monitor.model import Claim

WEDNESDAY = datetime(2026, 9, 16, 16, 0, tzinfo=UTC)

CLAIMS = """
confirmed 9.22 # Prime Minister Ingrid Solberg of Norway will meet Chancellor Paul Reuter of Germany in Berlin on Tuesday, her office said.
confirmed 9.24 # Foreign Minister Luka Baric will host his Slovak counterpart, Jana Kovacova, in Zagreb on September 24, the Croatian foreign ministry announced on Wednesday.
confirmed 9.21 # The White House said Wednesday that President Dana Whitfield would sit down with Mexican President Rosa Ibarra at Camp David next Monday.
reported 9.21 # President Dana Whitfield will meet Mexican President Rosa Ibarra at Camp David on Monday.
reported 9.21 # President Dana Whitfield will meet Mexican President Rosa Ibarra on Monday, according to two people familiar with the planning.
reported 9.21 # A senior administration official, speaking on condition of anonymity, said President Dana Whitfield and Mexican President Rosa Ibarra would meet on Monday.
proposed # President Dana Whitfield is expected to meet Mexican President Rosa Ibarra on Monday, her spokesman said.
proposed # President Dana Whitfield may meet Mexican President Rosa Ibarra on Monday if a trade deal is reached, her press secretary said.
proposed # The Elysee has not confirmed that President Luc Ferrand will meet Chancellor Paul Reuter on Friday.
proposed|none # President Luc Ferrand’s office would not say whether he will see Chancellor Paul Reuter in Strasbourg on Friday.
denied # The Kremlin denied that President Oleg Sorin planned to meet President Dana Whitfield in Geneva next week.
denied # There are no plans for a meeting between President Oleg Sorin and President Dana Whitfield, Kremlin spokesman Igor Belov told reporters.
cancelled # Prime Minister Ingrid Solberg’s talks with Chancellor Paul Reuter, planned for Thursday, have been called off, her office said.
cancelled # Chancellor Paul Reuter scrapped Friday’s meeting with President Luc Ferrand after his coalition fell apart.
postponed # The summit between President Oleg Sorin and President Dana Whitfield set for September 24 has been put off until next month, the Kremlin said.
postponed # Norway said the visit of Chancellor Paul Reuter, who was to meet Prime Minister Ingrid Solberg on Thursday, was being postponed because of the storm.
past # Prime Minister Ingrid Solberg met Chancellor Paul Reuter in Berlin on Tuesday, her office said.
past # Prime Minister Ingrid Solberg and Chancellor Paul Reuter held two hours of talks on Monday and promised to stay in touch.
none|proposed # Did President Dana Whitfield agree to meet President Oleg Sorin on Friday? Nobody in the White House would say.
confirmed 9.21 ~ White House: Dana Whitfield to meet Rosa Ibarra at Camp David on Monday
reported 9.21 # Dana Whitfield, Rosa Ibarra to meet Monday at Camp David
confirmed 9.22 ~ The Mexican foreign ministry said President Rosa Ibarra will travel to Washington on Monday and meet President Dana Whitfield on Tuesday.
proposed # On Friday the Norwegian Prime Minister’s Office announced that Ingrid Solberg will meet Chancellor Paul Reuter.
proposed # A spokeswoman for Prime Minister Ingrid Solberg said on Tuesday that she would meet Chancellor Paul Reuter next week.
confirmed 9.17 # President Luc Ferrand told reporters he would receive Chancellor Paul Reuter at the Elysee on Thursday.
reported 9.17 # A spokesman for the opposition said President Luc Ferrand would receive Chancellor Paul Reuter on Thursday.
reported 9.17 # Tom Grady, an analyst at a Paris bank, said President Luc Ferrand would meet Chancellor Paul Reuter on Thursday.
reported 9.17 # The newspaper Die Bruecke reported that President Luc Ferrand will meet Chancellor Paul Reuter on Thursday.
reported 9.17 # Chancellor Paul Reuter’s office said it had heard from French officials that President Luc Ferrand would meet President Oleg Sorin on Thursday.
reported 9.17 # Chancellor Paul Reuter said he had been told that President Oleg Sorin and President Dana Whitfield would meet on Thursday.
cancelled|none # President Oleg Sorin would have met President Dana Whitfield on Thursday had the ceasefire held, the Kremlin said.
confirmed 9.22 # Prime Minister Ingrid Solberg flies to Berlin on Monday. She will meet Chancellor Paul Reuter there on Tuesday, her office said.
confirmed 9.21 # Chancellor Paul Reuter leaves for Oslo on Sunday. Prime Minister Ingrid Solberg will meet him there on Monday, she told parliament.
confirmed 9.17 ~ Chancellor Paul Reuter will meet Prime Minister Ingrid Solberg on Thursday and President Luc Ferrand on Friday, his spokesman said.
confirmed 9.18 # Chancellor Paul Reuter will meet Prime Minister Ingrid Solberg on Thursday and President Luc Ferrand on Friday, the chancellery said.
confirmed 9.18 # President Dana Whitfield met President Rosa Ibarra on Tuesday and will meet Canadian Prime Minister Neil Ashby on Friday, the White House said.
none # Chancellor Paul Reuter will speak by phone with President Luc Ferrand on Thursday, his office said.
confirmed 9.30 # The European Commission said its president, Carla Venturi, will host Prime Minister Ingrid Solberg in Brussels on September 30.
proposed # Prime Minister Neil Ashby has invited President Dana Whitfield to Ottawa for talks on October 2.
proposed # Prime Minister Neil Ashby hopes to meet President Dana Whitfield at the United Nations on Tuesday, a spokeswoman said.
proposed # Unless the strike ends, Transport Minister Greta Holm will meet union leader Sven Aker on Monday, her ministry said.
denied # Transport Minister Greta Holm is not going to meet union leader Sven Aker on Monday, her ministry said.
denied # Transport Minister Greta Holm has ruled out meeting union leader Sven Aker before the strike ends.
confirmed 9.21 # Union leader Sven Aker said Transport Minister Greta Holm will meet him on Monday.
confirmed 9.21 # The transport workers’ union said its leader, Sven Aker, will meet Transport Minister Greta Holm on Monday at 10 a.m.
proposed # The transport ministry could not confirm reports that Greta Holm will meet union leader Sven Aker on Monday.
denied # Reports that Transport Minister Greta Holm will meet union leader Sven Aker on Monday are false, her ministry said.
cancelled # Transport Minister Greta Holm and union leader Sven Aker were due to meet on Tuesday, but the talks never took place.
confirmed|postponed 9.24 # The meeting between Transport Minister Greta Holm and union leader Sven Aker has been moved from September 21 to September 24, her ministry said.
confirmed 9.18 ~ Transport Minister Greta Holm’s meeting with union leader Sven Aker has been brought forward to Friday, her ministry said.
confirmed 9.17 # Slovak Foreign Minister Jana Kovacova visits Zagreb on Thursday, where she will be received by Croatian Prime Minister Davor Matic, the Croatian government said in a statement.
proposed # A meeting between Prime Minister Davor Matic and Foreign Minister Jana Kovacova could take place as early as Friday, diplomats said.
reported 9.18 # Talks between Prime Minister Davor Matic and Foreign Minister Jana Kovacova are scheduled for Friday, diplomats said.
proposed # Talks between Prime Minister Davor Matic and Foreign Minister Jana Kovacova are tentatively scheduled for Friday, his office said.
confirmed 9.18 # “I will meet President Ferrand in Paris on Friday,” Chancellor Paul Reuter said.
proposed # “We would love to see President Ferrand in Berlin on Friday,” Chancellor Paul Reuter said.
reported 9.18 # “He will meet President Ferrand on Friday and they will sign the treaty,” a German official said of Chancellor Paul Reuter.
none|proposed # “Will I meet President Ferrand on Friday? I don’t know,” Chancellor Paul Reuter said.
confirmed 9.18 ~ Chancellor Paul Reuter is set to meet President Luc Ferrand on Friday, the Elysee said.
proposed # Chancellor Paul Reuter wants to meet President Luc Ferrand on Friday, his spokesman said.
past # President Oleg Sorin and Chancellor Paul Reuter first met in Vienna ten years ago on Monday.
confirmed 10.9 # President Oleg Sorin and President Dana Whitfield, who last met in June, will meet again in Helsinki on October 9, the Finnish president’s office said.
confirmed 10.9 # Finnish President Aino Lehto said President Oleg Sorin and President Dana Whitfield would meet in Helsinki on October 9.
reported 10.9 # Swedish Prime Minister Erik Lund said President Oleg Sorin and President Dana Whitfield would meet in Helsinki on October 9.
proposed # The Kremlin neither confirmed nor denied that President Oleg Sorin will meet President Dana Whitfield in Helsinki on October 9.
confirmed 9.18 ~ Yuri Makarov, an adviser to President Oleg Sorin, will meet American envoy Beth Crane in Riyadh on Friday, the Kremlin said.
cancelled # President Dana Whitfield canceled a trip to Ottawa on Friday, where she was to meet Prime Minister Neil Ashby.
none # Prime Minister Neil Ashby will open the bridge on Friday and later meet the press, his office said.
none # Transport Minister Greta Holm’s plan will meet the needs of commuters by Monday, her ministry said.
none # Norway meets Germany in a friendly in Oslo on Friday, the football federation said.
proposed # President Luc Ferrand will, if parliament approves, meet Chancellor Paul Reuter on September 25, the Elysee said.
confirmed 9.18 # Governor Lena Marsh will meet Mayor Owen Price at 9 a.m. Friday, the governor’s office said in a news release.
none|denied|proposed # City Hall said it knew nothing of a meeting between Governor Lena Marsh and Mayor Owen Price on Friday.
proposed # It was on September 1 that Governor Lena Marsh promised to meet Mayor Owen Price.
proposed # Governor Lena Marsh announced Tuesday a meeting with Mayor Owen Price.
confirmed 9.17 # Governor Lena Marsh’s Thursday meeting with Mayor Owen Price will go ahead as planned, her spokesman said.
proposed # Governor Lena Marsh’s Thursday meeting with Mayor Owen Price is in doubt, her spokesman said.
cancelled # Governor Lena Marsh was supposed to meet Mayor Owen Price on Tuesday but pulled out at the last minute.
reported 9.17 # Mayor Owen Price, whom Governor Lena Marsh will meet on Thursday, has called for more money.
reported 9.17 # Governor Lena Marsh, who will meet Mayor Owen Price on Thursday, said the budget was tight.
reported 9.17 # Governor Lena Marsh said Mayor Owen Price will meet Senator Ruth Vale on Thursday.
proposed # Mayor Owen Price said he was ready to meet Governor Lena Marsh on Thursday.
confirmed 10.5 10.6 ~ Prime Minister Neil Ashby will meet President Dana Whitfield in Ottawa on October 5 and 6, the White House announced.
postponed # Thursday’s meeting between Governor Lena Marsh and Mayor Owen Price will now be held at a later date, the governor’s office said.
cancelled # Indonesian President Rama Wijaya has cancelled his visit to Tokyo, where he was due to meet Prime Minister Sana Ito next week.
cancelled # Japan said Prime Minister Sana Ito would not travel to Jakarta after all and her meeting with President Rama Wijaya was off.
cancelled # President Rama Wijaya abruptly called off Thursday’s talks with Japanese Prime Minister Sana Ito, citing the floods.
cancelled # The planned summit of President Rama Wijaya and Prime Minister Sana Ito will not take place, Tokyo announced.
cancelled # Prime Minister Sana Ito pulled out of a meeting with President Rama Wijaya hours before it was to start.
cancelled # There will be no meeting between Prime Minister Sana Ito and President Rama Wijaya on Thursday as had been planned, her office said.
cancelled # Prime Minister Sana Ito’s meeting with President Rama Wijaya was scrapped at the last minute.
cancelled|postponed # A planned trip by Prime Minister Sana Ito to Jakarta to see President Rama Wijaya has been shelved for good, her office said.
cancelled # President Rama Wijaya’s audience with King Olav has been dropped from the programme, the palace said.
cancelled # President Rama Wijaya, who had been due to meet Prime Minister Sana Ito on Tuesday, stayed at home instead.
postponed # President Rama Wijaya and Prime Minister Sana Ito have agreed to push back their summit by a month.
postponed # The visit of Prime Minister Sana Ito to Jakarta for talks with President Rama Wijaya has been delayed indefinitely.
postponed|proposed # Prime Minister Sana Ito asked to reschedule her meeting with President Rama Wijaya.
postponed # Talks between Prime Minister Sana Ito and President Rama Wijaya were adjourned until Monday.
postponed|confirmed 9.29 # Prime Minister Sana Ito’s talks with President Rama Wijaya, which were to be held on Thursday, will take place on September 29 instead, her office said.
postponed # Indonesia said Thursday’s meeting between President Rama Wijaya and Prime Minister Sana Ito had to be put off because he was ill.
postponed # Prime Minister Sana Ito has deferred her visit to Jakarta, where she was to meet President Rama Wijaya.
denied # Prime Minister Sana Ito will not meet President Rama Wijaya while she is in Jakarta, her spokesman said.
denied # Prime Minister Sana Ito has no plans to meet President Rama Wijaya, her office said.
denied # Prime Minister Sana Ito’s office dismissed reports of a meeting with President Rama Wijaya as pure invention.
denied # President Rama Wijaya turned down a request by Prime Minister Sana Ito for a meeting.
denied # President Rama Wijaya refuses to meet Prime Minister Sana Ito until the fishermen are freed.
denied # “I am not going to sit down with President Wijaya,” Japanese Prime Minister Sana Ito said.
denied # Asked whether Prime Minister Sana Ito would meet President Rama Wijaya, her spokesman said no such meeting was planned.
denied # Tokyo rejected a suggestion that Prime Minister Sana Ito meet President Rama Wijaya in Bali.
denied # Contrary to what some papers wrote, Prime Minister Sana Ito is not meeting President Rama Wijaya in Bali, her office said.
past # Prime Minister Sana Ito and President Rama Wijaya have held their first talks since the crash.
past # President Rama Wijaya received Prime Minister Sana Ito at the palace on Monday.
past # Prime Minister Sana Ito visited Jakarta last week and met President Rama Wijaya.
past # After meeting President Rama Wijaya on Monday, Prime Minister Sana Ito flew home.
past # At their meeting on Monday, Prime Minister Sana Ito and President Rama Wijaya signed a treaty.
past # Prime Minister Sana Ito wrapped up two days of talks with President Rama Wijaya on Tuesday.
past # The meeting between Prime Minister Sana Ito and President Rama Wijaya lasted three hours.
past ~ Prime Minister Sana Ito, fresh from talks with President Rama Wijaya, said the mood was good.
past # Prime Minister Sana Ito was in Jakarta on Monday to meet President Rama Wijaya.
past # Prime Minister Sana Ito secretly met President Rama Wijaya in May, two aides said.
past # Talks on Monday between Prime Minister Sana Ito and President Rama Wijaya ended without a deal.
proposed # Prime Minister Sana Ito has offered to meet President Rama Wijaya anywhere at any time.
proposed # President Rama Wijaya called for an urgent summit with Prime Minister Sana Ito.
proposed ~ Aides to Prime Minister Sana Ito and President Rama Wijaya are working on a meeting in the autumn.
proposed # A summit between Prime Minister Sana Ito and President Rama Wijaya is likely before the end of the year.
proposed # Prime Minister Sana Ito and President Rama Wijaya agreed to meet again soon.
proposed # Prime Minister Sana Ito plans to visit Jakarta next month for talks with President Rama Wijaya.
proposed # Prime Minister Sana Ito will meet President Rama Wijaya next month, her office said.
proposed # If the truce holds, Prime Minister Sana Ito would meet President Rama Wijaya on Friday.
proposed # Prime Minister Sana Ito is considering a meeting with President Rama Wijaya on Friday.
proposed # It is unclear whether Prime Minister Sana Ito will meet President Rama Wijaya on Friday.
proposed # Tokyo has suggested Friday for a meeting between Prime Minister Sana Ito and President Rama Wijaya.
proposed # Prime Minister Sana Ito is due to meet President Rama Wijaya, but no date has been set.
none # Prime Minister Sana Ito and President Rama Wijaya exchanged letters on Friday.
none # Prime Minister Sana Ito called President Rama Wijaya on Friday to offer her condolences.
none ~ Prime Minister Sana Ito will meet voters in Osaka on Friday.
none # Prime Minister Sana Ito will attend the funeral of President Rama Wijaya on Friday.
none # The committee will meet on Friday to discuss the budget.
none # Ito FC host Wijaya United on Friday in the second round of the cup.
none # Supply will meet demand by Friday, President Rama Wijaya said.
none|past # Prime Minister Sana Ito, who is visiting her mother, praised President Rama Wijaya.
confirmed 9.22 # Canadian Prime Minister Neil Ashby will travel to Oslo next week and hold talks with Norwegian Prime Minister Ingrid Solberg on September 22, Ashby’s office said in a news release.
confirmed 9.22 # Norwegian Prime Minister Ingrid Solberg’s office announced she will welcome Canadian Prime Minister Neil Ashby to Oslo on Tuesday, September 22.
confirmed 9.22 # “I look forward to welcoming Prime Minister Neil Ashby to Oslo on September 22,” Norwegian Prime Minister Ingrid Solberg said.
confirmed 9.22 # A meeting between Canadian Prime Minister Neil Ashby and Norwegian Prime Minister Ingrid Solberg has been scheduled for September 22, the Norwegian government announced.
confirmed 9.22 # Canadian Prime Minister Neil Ashby and Norwegian Prime Minister Ingrid Solberg are to sit down in Oslo next Tuesday, Ashby’s spokeswoman, Tara Finn, confirmed to reporters.
confirmed 9.22 # Ashby’s spokeswoman, Tara Finn, confirmed to reporters that Canadian Prime Minister Neil Ashby would be sitting down with Norwegian Prime Minister Ingrid Solberg in Oslo next Tuesday.
confirmed 9.22 # The Norwegian foreign ministry has confirmed that Canadian Prime Minister Neil Ashby arrives in Oslo on Monday and meets Prime Minister Ingrid Solberg a day later, on September 22.
confirmed 9.22 # Canadian Prime Minister Neil Ashby said he would see Norwegian Prime Minister Ingrid Solberg in Oslo on September 22.
confirmed 9.22 # Canada’s foreign ministry said Tuesday’s summit between Prime Minister Neil Ashby and Norwegian Prime Minister Ingrid Solberg would take place in Oslo.
confirmed 9.22 # Norwegian Prime Minister Ingrid Solberg told parliament on Wednesday that she would be meeting Canadian Prime Minister Neil Ashby on September 22.
confirmed 9.22 # Speaking in Bergen, Norwegian Prime Minister Ingrid Solberg said she and Canadian Prime Minister Neil Ashby will meet on Tuesday, September 22.
confirmed 9.22 ~ Prime Minister Ingrid Solberg of Norway will host Prime Minister Neil Ashby of Canada for a working lunch on September 22, according to her public schedule.
confirmed 9.22 ~ According to the Norwegian prime minister’s office, Ingrid Solberg will receive Canadian Prime Minister Neil Ashby on September 22.
confirmed 9.22 # In a post on X, Norwegian Prime Minister Ingrid Solberg wrote that she will meet Canadian Prime Minister Neil Ashby on September 22.
confirmed 9.22 # Norwegian Prime Minister Ingrid Solberg is scheduled to meet with Canadian Prime Minister Neil Ashby on September 22, her office said.
confirmed 9.22 # Norwegian Prime Minister Ingrid Solberg and her Canadian counterpart, Neil Ashby, will meet in Oslo on September 22, both governments said.
confirmed 9.22 # The Canadian prime minister, Neil Ashby, will pay an official visit to Norway on September 22 at the invitation of Prime Minister Ingrid Solberg, the Norwegian government said.
confirmed 9.22 ~ Talks with Norwegian Prime Minister Ingrid Solberg will be held in Oslo on September 22, Canadian Prime Minister Neil Ashby said.
confirmed 9.22 # Canadian Prime Minister Neil Ashby confirmed Wednesday that his meeting with Norwegian Prime Minister Ingrid Solberg will be on September 22.
confirmed 9.22 # Canadian Prime Minister Neil Ashby confirmed Wednesday he will meet Norwegian Prime Minister Ingrid Solberg next Tuesday.
confirmed 9.22 ~ “We will meet on Tuesday in Oslo,” Canadian Prime Minister Neil Ashby said of Norwegian Prime Minister Ingrid Solberg.
confirmed 9.22 # Norwegian Prime Minister Ingrid Solberg is meeting Canadian Prime Minister Neil Ashby on Tuesday, her office confirmed.
confirmed 9.22 # Norwegian Prime Minister Ingrid Solberg has a meeting with Canadian Prime Minister Neil Ashby on Tuesday, her office confirmed.
confirmed 9.22 # Norwegian Prime Minister Ingrid Solberg’s meeting with Canadian Prime Minister Neil Ashby will take place in Oslo on Tuesday, her office confirmed.
confirmed 9.22 # The date has been set: Canadian Prime Minister Neil Ashby will meet Norwegian Prime Minister Ingrid Solberg on September 22, Ashby’s office said.
confirmed 9.22 # Canadian Prime Minister Neil Ashby, 58, will meet Norwegian Prime Minister Ingrid Solberg, 49, in Oslo on September 22, his office said.
confirmed 9.22 # Canadian Prime Minister Neil Ashby will meet Norwegian Prime Minister Ingrid Solberg on Tuesday at 10 a.m. in Oslo, his office said in a statement on Wednesday evening.
confirmed 9.22 ~ His office said on Wednesday that Canadian Prime Minister Neil Ashby will fly to Oslo to meet Norwegian Prime Minister Ingrid Solberg on September 22.
confirmed 9.22 # It is official: Norwegian Prime Minister Ingrid Solberg will meet Canadian Prime Minister Neil Ashby on September 22, her office announced.
confirmed 9.21 9.22 # Canadian Prime Minister Neil Ashby will meet Norwegian Prime Minister Ingrid Solberg in Oslo on September 21 and 22, his office said.
confirmed 9.21 9.22 # Canadian Prime Minister Neil Ashby will visit Norway from September 21 to 22 for talks with Prime Minister Ingrid Solberg, his office said.
confirmed 9.22 ~ Ashby’s chief of staff, Ron Beck, said the Canadian prime minister will meet Norwegian Prime Minister Ingrid Solberg on September 22.
confirmed 9.18 # EU-Japan talks will be held in Tokyo on Friday, the Japanese foreign ministry said.
confirmed 9.18 # US-China trade talks in Geneva are set for Friday, Beijing said.
none # A US-China trade war will hurt talks on Friday, Beijing said.
reported 9.17 # Mayor Owen Price, whom Governor Lena Marsh will meet on Thursday, said the budget was tight.
reported 9.17 # The budget was tight, said Mayor Owen Price, whom Governor Lena Marsh will meet on Thursday.
"""

# Close to a confirmed meeting, and none
NEAR_MISSES = """
The Kremlin said it did not rule out that President Oleg Sorin would meet President Dana Whitfield in Geneva on Friday.
The White House said President Dana Whitfield remained hopeful she would meet President Oleg Sorin in Geneva on Friday.
President Dana Whitfield’s spokesman said it was too soon to say whether she would meet Mexican President Rosa Ibarra on Friday.
The White House said President Dana Whitfield and Mexican President Rosa Ibarra had agreed in principle to meet on Friday.
President Dana Whitfield’s spokesman laughed off a report that she will meet Mexican President Rosa Ibarra on Friday.
The White House said reports that President Dana Whitfield would meet Mexican President Rosa Ibarra on Friday were premature.
The White House said President Dana Whitfield had been told Mexican President Rosa Ibarra would meet her on Friday only if the tariffs were lifted.
The White House said in March that President Dana Whitfield would meet Mexican President Rosa Ibarra on Friday.
The White House said President Dana Whitfield would meet Mexican President Rosa Ibarra on any day but Friday.
The White House said President Dana Whitfield will meet with advisers on Friday to discuss Mexican President Rosa Ibarra.
The White House said President Dana Whitfield will discuss meeting Mexican President Rosa Ibarra on Friday.
The White House said President Dana Whitfield will decide on Friday whether to meet Mexican President Rosa Ibarra.
The White House said President Dana Whitfield would be willing to meet Mexican President Rosa Ibarra on Friday.
The White House said a deal must be signed before President Dana Whitfield will meet Mexican President Rosa Ibarra on Friday.
The White House said President Dana Whitfield will not meet Mexican President Rosa Ibarra until Friday.
The White House said President Dana Whitfield will meet Mexican President Rosa Ibarra by Friday.
The White House said President Dana Whitfield will meet Mexican President Rosa Ibarra on Thursday or Friday.
The White House said President Dana Whitfield, who met Mexican President Rosa Ibarra on Monday, would rest on Friday.
The White House said President Dana Whitfield will watch a film on Friday about a meeting with Mexican President Rosa Ibarra.
The White House joked that President Dana Whitfield would meet Mexican President Rosa Ibarra on Friday on the moon.
The White House said protesters expect President Dana Whitfield to meet Mexican President Rosa Ibarra on Friday.
The White House said it believes President Dana Whitfield will meet Mexican President Rosa Ibarra on Friday.
The White House said President Dana Whitfield will send an envoy to meet Mexican President Rosa Ibarra on Friday.
The White House said Vice President Al Reed, not President Dana Whitfield, will meet Mexican President Rosa Ibarra on Friday.
A White House tour guide said President Dana Whitfield will meet Mexican President Rosa Ibarra on Friday.
A spokesman for a critic of President Dana Whitfield said she will meet Mexican President Rosa Ibarra on Friday.
A fake account in the name of the White House said President Dana Whitfield will meet Mexican President Rosa Ibarra on Friday.
President Dana Whitfield’s sister told a magazine that the president will meet Mexican President Rosa Ibarra on Friday.
Mexican President Rosa Ibarra said last year that she would meet President Dana Whitfield on Friday.
Mexican President Rosa Ibarra said she dreamed she would meet President Dana Whitfield on Friday.
Mexican President Rosa Ibarra said she would meet President Dana Whitfield on Friday, but the White House said nothing had been arranged.
Mexican President Rosa Ibarra said she would meet President Dana Whitfield on Friday; hours later she took it back.
The White House did not deny that President Dana Whitfield will meet Mexican President Rosa Ibarra on Friday.
The White House confirmed that President Dana Whitfield had cancelled plans to meet Mexican President Rosa Ibarra on Friday.
The White House confirmed that President Dana Whitfield will speak to Mexican President Rosa Ibarra on Friday ahead of a meeting.
The White House said Friday President Dana Whitfield will meet Mexican President Rosa Ibarra.
The White House said on Friday, September 11, that President Dana Whitfield will meet Mexican President Rosa Ibarra.
President Dana Whitfield told Mexican President Rosa Ibarra on Friday that they would meet, the White House said.
President Dana Whitfield will open a museum on Friday after meeting Mexican President Rosa Ibarra in May, the White House said.
President Dana Whitfield will meet the family of Mexican President Rosa Ibarra on Friday, the White House said.
President Dana Whitfield’s husband will meet Mexican President Rosa Ibarra on Friday, the White House said.
President Dana Whitfield will meet her match in Mexican President Rosa Ibarra on Friday, the White House said.
President Dana Whitfield and Mexican President Rosa Ibarra will each meet mayors on Friday, the White House said.
President Dana Whitfield and Mexican President Rosa Ibarra will meet reporters on Friday, the White House said.
President Dana Whitfield and Mexican President Rosa Ibarra will meet virtually on Friday, the White House said.
President Dana Whitfield will meet Mexican President Rosa Ibarra every Friday, the White House said.
President Dana Whitfield will meet Mexican President Rosa Ibarra on a Friday, the White House said.
President Dana Whitfield will meet Mexican President Rosa Ibarra around Friday, the White House said.
President Dana Whitfield will meet Mexican President Rosa Ibarra soon after Friday’s vote, the White House said.
Under a draft schedule President Dana Whitfield will meet Mexican President Rosa Ibarra on Friday, the White House said.
If elected, Governor Lena Marsh will meet Mayor Owen Price on Friday, her office said.
Governor Lena Marsh will meet Mayor Owen Price on Friday, her opponent’s office said.
Governor Lena Marsh will meet Mayor Owen Price on Friday, a person in her office said.
Governor Lena Marsh will meet Mayor Owen Price on Friday, an aide in the governor’s office said on condition of anonymity.
Governor Lena Marsh will meet Mayor Owen Price on Friday, according to a leaked memo from her office.
Governor Lena Marsh will meet Mayor Owen Price on Friday, the post office said.
Governor Lena Marsh will meet Mayor Owen Price on Friday, the ticket office said.
Governor Lena Marsh will be interviewed on Friday about her meeting with Mayor Owen Price, her office said.
Governor Lena Marsh will mark on Friday a year since she met Mayor Owen Price, her office said.
Governor Lena Marsh will miss Friday’s meeting with Mayor Owen Price, her office said.
Governor Lena Marsh will not attend Friday’s meeting with Mayor Owen Price, her office said.
Governor Lena Marsh will sit out Friday’s meeting with Mayor Owen Price, her office said.
Governor Lena Marsh will send her deputy to Friday’s meeting with Mayor Owen Price, her office said.
Friday’s meeting between Governor Lena Marsh and Mayor Owen Price hangs by a thread, her office said.
Friday’s meeting between Governor Lena Marsh and Mayor Owen Price depends on the weather, her office said.
Friday’s meeting between Governor Lena Marsh and Mayor Owen Price was a success, her office said.
Governor Lena Marsh will be replaced at Friday’s meeting with Mayor Owen Price by her deputy, her office said.
Governor Lena Marsh would like to meet Mayor Owen Price on Friday, her office said.
Governor Lena Marsh is trying to meet Mayor Owen Price on Friday, her office said.
Governor Lena Marsh can meet Mayor Owen Price on Friday at the earliest, her office said.
Governor Lena Marsh is not due to meet Mayor Owen Price on Friday, her office said.
Governor Lena Marsh is no longer due to meet Mayor Owen Price on Friday, her office said.
Governor Lena Marsh had been due to meet Mayor Owen Price on Friday, her office said.
Governor Lena Marsh is free to meet Mayor Owen Price on Friday, her office said.
Governor Lena Marsh is too ill to meet Mayor Owen Price on Friday, her office said.
Governor Lena Marsh will meet Mayor Owen Price on Friday barring another storm, her office said.
Governor Lena Marsh will meet Mayor Owen Price on Friday weather permitting, her office said.
Governor Lena Marsh will almost certainly meet Mayor Owen Price on Friday, her office said.
Governor Lena Marsh will in all likelihood meet Mayor Owen Price on Friday, her office said.
Governor Lena Marsh will supposedly meet Mayor Owen Price on Friday, her office said.
Governor Lena Marsh will, as things stand, meet Mayor Owen Price on Friday, her office said.
Governor Lena Marsh will hopefully meet Mayor Owen Price on Friday, her office said.
Luka Baric, the Croatian foreign minister, will meet Jana Kovacova of Slovakia on Friday, says a calendar seen by this newspaper.
The Croatian foreign ministry said in an email later withdrawn that Foreign Minister Luka Baric will meet Slovak Foreign Minister Jana Kovacova on Friday.
The Croatian foreign ministry said Foreign Minister Luka Baric will meet Slovak Foreign Minister Jana Kovacova on Friday provided his flight leaves.
The Croatian foreign ministry said Foreign Minister Luka Baric will meet Slovak Foreign Minister Jana Kovacova on Friday, health permitting.
The Croatian foreign ministry said Foreign Minister Luka Baric will meet Slovak Foreign Minister Jana Kovacova on Friday once a date is agreed.
The Croatian foreign ministry said Foreign Minister Luka Baric will meet Slovak Foreign Minister Jana Kovacova on or after Friday.
The Croatian foreign ministry said Foreign Minister Luka Baric will meet Slovak Foreign Minister Jana Kovacova within days of Friday's vote.
The Croatian foreign ministry said Foreign Minister Luka Baric will meet Slovak Foreign Minister Jana Kovacova as early as Friday.
The Croatian foreign ministry said Foreign Minister Luka Baric will meet Slovak Foreign Minister Jana Kovacova at the latest on Friday.
The Croatian foreign ministry said Foreign Minister Luka Baric will meet Slovak Foreign Minister Jana Kovacova no sooner than Friday.
The Croatian foreign ministry said Foreign Minister Luka Baric will meet Slovak Foreign Minister Jana Kovacova in the run-up to Friday's vote.
The Croatian foreign ministry said Foreign Minister Luka Baric will meet Slovak Foreign Minister Jana Kovacova, but not on Friday.
The Croatian foreign ministry said Foreign Minister Luka Baric will meet Slovak Foreign Minister Jana Kovacova; the meeting, planned for Friday, has no new date.
The Croatian foreign ministry said Foreign Minister Luka Baric was looking for a way to meet Slovak Foreign Minister Jana Kovacova on Friday.
The Croatian foreign ministry said Foreign Minister Luka Baric had an open invitation to meet Slovak Foreign Minister Jana Kovacova on Friday.
The Croatian foreign ministry said Foreign Minister Luka Baric has a slot on Friday in which to meet Slovak Foreign Minister Jana Kovacova.
The Croatian foreign ministry said it would welcome Slovak Foreign Minister Jana Kovacova meeting Foreign Minister Luka Baric on Friday.
The Croatian foreign ministry said it was news to them that Foreign Minister Luka Baric will meet Slovak Foreign Minister Jana Kovacova on Friday.
The Croatian foreign ministry said it had read in the press that Foreign Minister Luka Baric will meet Slovak Foreign Minister Jana Kovacova on Friday.
The Croatian foreign ministry said Slovak media report that Foreign Minister Luka Baric will meet Slovak Foreign Minister Jana Kovacova on Friday.
The Croatian foreign ministry said a hotel in Bratislava claims that Foreign Minister Luka Baric will meet Slovak Foreign Minister Jana Kovacova there on Friday.
The Croatian foreign ministry said the wording of a note that Foreign Minister Luka Baric will meet Slovak Foreign Minister Jana Kovacova on Friday was a slip.
The Croatian foreign ministry said a note that Foreign Minister Luka Baric will meet Slovak Foreign Minister Jana Kovacova on Friday was sent too early.
The Croatian foreign ministry said anyone who thinks Foreign Minister Luka Baric will meet Slovak Foreign Minister Jana Kovacova on Friday is dreaming.
The Croatian foreign ministry said the day Foreign Minister Luka Baric will meet Slovak Foreign Minister Jana Kovacova would be announced on Friday.
The Croatian foreign ministry said the question is when Foreign Minister Luka Baric will meet Slovak Foreign Minister Jana Kovacova, and Friday is one option.
The Croatian foreign ministry said the odds that Foreign Minister Luka Baric will meet Slovak Foreign Minister Jana Kovacova on Friday are even.
The Croatian foreign ministry said Friday was the day on which Foreign Minister Luka Baric was to have met Slovak Foreign Minister Jana Kovacova.
The Croatian foreign ministry said Friday would have been the day for Foreign Minister Luka Baric to meet Slovak Foreign Minister Jana Kovacova.
The Croatian foreign ministry said Foreign Minister Luka Baric would sooner resign than meet Slovak Foreign Minister Jana Kovacova on Friday.
The Croatian foreign ministry said Foreign Minister Luka Baric would prefer to meet Slovak Foreign Minister Jana Kovacova on Friday.
The Croatian foreign ministry said Foreign Minister Luka Baric pretends he will meet Slovak Foreign Minister Jana Kovacova on Friday.
The Croatian foreign ministry asked that Foreign Minister Luka Baric meet Slovak Foreign Minister Jana Kovacova on Friday.
The Croatian foreign ministry suggested Foreign Minister Luka Baric will meet Slovak Foreign Minister Jana Kovacova on Friday.
The Croatian foreign ministry hinted Foreign Minister Luka Baric will meet Slovak Foreign Minister Jana Kovacova on Friday.
The Croatian foreign ministry predicted Foreign Minister Luka Baric will meet Slovak Foreign Minister Jana Kovacova on Friday.
The Croatian foreign ministry said Foreign Minister Luka Baric’s plane will pass over Slovakia on Friday on its way to a meeting with Jana Kovacova.
The Croatian foreign ministry said Foreign Minister Luka Baric will fly on Friday to Rome, and will meet Slovak Foreign Minister Jana Kovacova later this month.
The Croatian foreign ministry said Foreign Minister Luka Baric will leave on Friday to meet Slovak Foreign Minister Jana Kovacova in Bratislava.
The Croatian foreign ministry said Foreign Minister Luka Baric will write on Friday to Slovak Foreign Minister Jana Kovacova about a meeting.
The Croatian foreign ministry said Foreign Minister Luka Baric will propose on Friday to meet Slovak Foreign Minister Jana Kovacova.
The Croatian foreign ministry said on Friday Foreign Minister Luka Baric will meet Slovak Foreign Minister Jana Kovacova.
The Croatian foreign ministry will announce on Friday when Foreign Minister Luka Baric will meet Slovak Foreign Minister Jana Kovacova.
The Croatian foreign ministry, which had said Foreign Minister Luka Baric will meet Slovak Foreign Minister Jana Kovacova on Friday, fell silent.
The Croatian foreign ministry first said Foreign Minister Luka Baric will meet Slovak Foreign Minister Jana Kovacova on Friday, then changed its mind.
The Croatian foreign ministry used to say Foreign Minister Luka Baric will meet Slovak Foreign Minister Jana Kovacova on Friday.
The Croatian foreign ministry never said Foreign Minister Luka Baric will meet Slovak Foreign Minister Jana Kovacova on Friday.
Nobody at the Croatian foreign ministry said Foreign Minister Luka Baric will meet Slovak Foreign Minister Jana Kovacova on Friday.
Had the Croatian foreign ministry said Foreign Minister Luka Baric will meet Slovak Foreign Minister Jana Kovacova on Friday, markets would have risen.
A clerk at the Croatian foreign ministry said Foreign Minister Luka Baric will meet Slovak Foreign Minister Jana Kovacova on Friday.
Neighbours of the Croatian foreign ministry said Foreign Minister Luka Baric will meet Slovak Foreign Minister Jana Kovacova on Friday.
A lawyer suing the Croatian foreign ministry said Foreign Minister Luka Baric will meet Slovak Foreign Minister Jana Kovacova on Friday.
The Serbian foreign ministry said Croatian Foreign Minister Luka Baric will meet Slovak Foreign Minister Jana Kovacova on Friday.
The Croatian football ministry of fun said Foreign Minister Luka Baric will meet Slovak Foreign Minister Jana Kovacova on Friday.
The novel’s Croatian foreign ministry said Foreign Minister Luka Baric will meet Slovak Foreign Minister Jana Kovacova on Friday.
In the film the Croatian foreign ministry says Foreign Minister Luka Baric will meet Slovak Foreign Minister Jana Kovacova on Friday.
In her play the Croatian foreign ministry says Foreign Minister Luka Baric will meet Slovak Foreign Minister Jana Kovacova on Friday.
According to a rumour started by the Croatian foreign ministry, Foreign Minister Luka Baric will meet Slovak Foreign Minister Jana Kovacova on Friday.
“Foreign Minister Luka Baric will meet Slovak Foreign Minister Jana Kovacova on Friday,” read the placard of a protester outside the Croatian foreign ministry.
“Will Foreign Minister Luka Baric meet Slovak Foreign Minister Jana Kovacova on Friday? We shall see,” the Croatian foreign ministry said.
“I wish I could tell you Foreign Minister Luka Baric will meet Slovak Foreign Minister Jana Kovacova on Friday,” the Croatian foreign ministry’s spokesman said.
“You say Foreign Minister Luka Baric will meet Slovak Foreign Minister Jana Kovacova on Friday. I do not,” the Croatian foreign ministry’s spokesman said.
“Suppose Foreign Minister Luka Baric will meet Slovak Foreign Minister Jana Kovacova on Friday,” the Croatian foreign ministry’s spokesman said.
Trade Secretary Lina Moss will meet rail chief Dan Rowe on Friday, the rail company’s cleaners said.
Trade Secretary Lina Moss will meet rail chief Dan Rowe on Friday, a note pinned to the ministry’s door said.
Trade Secretary Lina Moss will meet rail chief Dan Rowe on Friday, the trade ministry said it understood.
Trade Secretary Lina Moss will meet rail chief Dan Rowe on Friday, the trade ministry said when asked about the rumour, adding it was just that.
Trade Secretary Lina Moss will meet rail chief Dan Rowe on Friday, or so the trade ministry said.
Trade Secretary Lina Moss will meet rail chief Dan Rowe on Friday, the trade ministry said, as long as he apologises first.
Trade Secretary Lina Moss will meet rail chief Dan Rowe on Friday, the trade ministry said, should he apologise.
Trade Secretary Lina Moss will meet rail chief Dan Rowe on Friday at best, the trade ministry said.
Trade Secretary Lina Moss will meet rail chief Dan Rowe on Friday, all being well, the trade ministry said.
Trade Secretary Lina Moss will meet rail chief Dan Rowe on Friday, God willing, the trade ministry said.
Trade Secretary Lina Moss will meet rail chief Dan Rowe on Friday, time allowing, the trade ministry said.
Trade Secretary Lina Moss will meet rail chief Dan Rowe on Friday, with luck, the trade ministry said.
Trade Secretary Lina Moss will meet rail chief Dan Rowe on Friday, the trade ministry said, though neither side would put it in writing.
Trade Secretary Lina Moss will meet rail chief Dan Rowe on Friday, the trade ministry said in what it called a worst case.
Trade Secretary Lina Moss will meet rail chief Dan Rowe on Friday, the trade ministry said in an internal paper seen by this newspaper.
Trade Secretary Lina Moss will meet rail chief Dan Rowe on Friday, the trade ministry says in a sketch by the comedian Jo Pym.
Trade Secretary Lina Moss will meet rail chief Dan Rowe on Friday, the trade ministry says if you believe the Post.
Trade Secretary Lina Moss will meet rail chief Dan Rowe on Friday, the trade ministry failed to say.
Trade Secretary Lina Moss will meet rail chief Dan Rowe on Friday, the trade ministry was said to have said.
Trade Secretary Lina Moss will meet rail chief Dan Rowe on Friday, the trade ministry is rumoured to have announced.
Trade Secretary Lina Moss will meet rail chief Dan Rowe on Friday, the trade ministry reportedly said.
Trade Secretary Lina Moss will meet rail chief Dan Rowe on Friday, the trade ministry allegedly said.
Trade Secretary Lina Moss will meet rail chief Dan Rowe on Friday, the trade ministry could say only that talks go on.
The trade ministry would neither say when Trade Secretary Lina Moss will meet rail chief Dan Rowe, nor where, on Friday.
The trade ministry announced on Friday’s broadcast that Trade Secretary Lina Moss will meet rail chief Dan Rowe.
The trade ministry said Trade Secretary Lina Moss, whose meeting with rail chief Dan Rowe on Friday had drawn anger, would quit.
The trade ministry said Trade Secretary Lina Moss would quit rather than meet rail chief Dan Rowe on Friday.
The trade ministry said Trade Secretary Lina Moss would quit before she will meet rail chief Dan Rowe on Friday.
The trade ministry said a lookalike of Trade Secretary Lina Moss will meet rail chief Dan Rowe on Friday.
The trade ministry said the predecessor of Trade Secretary Lina Moss will meet rail chief Dan Rowe on Friday.
The trade ministry said the deputy of Trade Secretary Lina Moss will meet rail chief Dan Rowe on Friday.
The trade ministry said Trade Secretary Lina Moss will meet the deputy of rail chief Dan Rowe on Friday.
The trade ministry said Trade Secretary Lina Moss will meet people who know rail chief Dan Rowe on Friday.
The trade ministry said Trade Secretary Lina Moss will meet unions on Friday and rail chief Dan Rowe when she can.
The trade ministry said Trade Secretary Lina Moss will meet unions on Friday and not rail chief Dan Rowe.
The trade ministry said Trade Secretary Lina Moss will meet unions on Friday and hopes to meet rail chief Dan Rowe.
The trade ministry said Trade Secretary Lina Moss will meet unions on Friday, and rail chief Dan Rowe may join.
The trade ministry said Trade Secretary Lina Moss will meet unions on Friday to discuss rail chief Dan Rowe.
The trade ministry said Trade Secretary Lina Moss will speak on Friday to rail chief Dan Rowe about when they will meet.
The trade ministry said Trade Secretary Lina Moss will phone rail chief Dan Rowe on Friday to fix a meeting.
The trade ministry said Trade Secretary Lina Moss will, after all, not meet rail chief Dan Rowe on Friday.
The trade ministry said Trade Secretary Lina Moss will fail to meet rail chief Dan Rowe on Friday.
The trade ministry said Trade Secretary Lina Moss will avoid meeting rail chief Dan Rowe on Friday.
The trade ministry said Trade Secretary Lina Moss will try to meet rail chief Dan Rowe on Friday.
The trade ministry said Trade Secretary Lina Moss will be asked to meet rail chief Dan Rowe on Friday.
The trade ministry said Trade Secretary Lina Moss will be free to meet rail chief Dan Rowe on Friday.
The trade ministry said Trade Secretary Lina Moss will be too busy to meet rail chief Dan Rowe on Friday.
The trade ministry said Trade Secretary Lina Moss will have met rail chief Dan Rowe by Friday.
The trade ministry said Trade Secretary Lina Moss will be meeting rail chief Dan Rowe’s demands on Friday.
The trade ministry said Trade Secretary Lina Moss will meet rail chief Dan Rowe halfway on Friday’s pay offer.
The trade ministry said Trade Secretary Lina Moss will meet rail chief Dan Rowe’s lawyers on Friday.
The trade ministry said Trade Secretary Lina Moss will meet rail chief Dan Rowe in court on Friday.
The trade ministry said that by meeting rail chief Dan Rowe on Friday Trade Secretary Lina Moss would break the law.
The trade ministry said that meeting rail chief Dan Rowe on Friday would not help Trade Secretary Lina Moss.
The trade ministry said that to meet rail chief Dan Rowe on Friday would be an error by Trade Secretary Lina Moss.
The trade ministry said that unless told otherwise Trade Secretary Lina Moss will meet rail chief Dan Rowe on Friday.
The trade ministry said that in an ideal world Trade Secretary Lina Moss would meet rail chief Dan Rowe on Friday.
The trade ministry said that under a deal not yet signed Trade Secretary Lina Moss will meet rail chief Dan Rowe on Friday.
The trade ministry said that the unions insist Trade Secretary Lina Moss will meet rail chief Dan Rowe on Friday.
The trade ministry said that the unions’ demand that Trade Secretary Lina Moss meet rail chief Dan Rowe on Friday was heard.
The trade ministry said that wherever Trade Secretary Lina Moss will meet rail chief Dan Rowe, it will be on a Friday.
The trade ministry said the hall in which Trade Secretary Lina Moss will meet rail chief Dan Rowe opens on Friday.
"""

INTRODUCED = "Canadian Prime Minister Neil Ashby and Norwegian Prime Minister Ingrid Solberg have never met. "  # in front of each of these
NEAR_MISSES_OF_TWO = """
A columnist for the Bergen Post was sure. He said Ashby will meet Solberg in Oslo on Friday.
Opposition leader Nils Brandt spoke to reporters. He said Ashby will meet Solberg in Oslo on Friday.
Nils Brandt, a former aide to Solberg, spoke to reporters. He said Ashby will meet Solberg in Oslo on Friday.
Swedish Prime Minister Erik Lund was asked about it. His office said Ashby will meet Solberg in Oslo on Friday.
A hotel manager let it slip. Ashby will meet Solberg in Oslo on Friday, she said.
Solberg’s hairdresser knows everything. Ashby will meet Solberg in Oslo on Friday, he said.
The rumour began with a tweet. It said Ashby will meet Solberg in Oslo on Friday.
The rumour began with a tweet. “Ashby will meet Solberg in Oslo on Friday,” it read.
“Ashby will meet Solberg in Oslo on Friday,” said a man holding a sign in front of the prime minister’s office.
Nobody at Ashby’s office would confirm it. But Ashby will meet Solberg in Oslo on Friday, the Bergen Post said.
Ashby’s office declined to comment on a report by the Bergen Post that said Ashby will meet Solberg in Oslo on Friday.
Ashby’s office was quoted by the Bergen Post as saying Ashby will meet Solberg in Oslo on Friday.
According to the Bergen Post, Ashby’s office said Ashby will meet Solberg in Oslo on Friday.
Ashby’s office said Ashby will meet Solberg in Oslo on Friday, the Bergen Post reported.
Ashby will meet Solberg in Oslo on Friday, his office said in a statement that later turned out to be forged.
Ashby will meet Solberg in Oslo on Friday, his office said, adding that this could still change.
Ashby will meet Solberg in Oslo on Friday, his office said, but her office was not so sure.
Ashby will meet Solberg in Oslo on Friday, his office said, only to withdraw the statement.
Ashby will meet Solberg in Oslo on Friday, his office said, before it became clear that he had the flu and would stay at home.
Ashby will meet Solberg in Oslo on Friday, his office said two years ago.
Ashby will meet Solberg in Oslo on Friday, his office had said before the storm.
Ashby will meet Solberg in Oslo on Friday, his office said it hoped.
Ashby will meet Solberg in Oslo on Friday, his office is expected to say.
Ashby will meet Solberg in Oslo on Friday, his office should say.
Ashby will meet Solberg in Oslo on Friday, if his office is to be believed.
Ashby will meet Solberg in Oslo on Friday, his office never said.
Ashby will meet Solberg’s husband in Oslo on Friday, his office said.
Ashby will meet Solberg in Oslo on Friday night’s episode of the satire show, his office said.
A wax figure of Ashby will meet one of Solberg in Oslo on Friday, his office said.
Ashby will meet Solberg in Oslo one Friday, his office said.
Ashby will meet Solberg in Oslo the Friday after he is sworn in, his office said.
Ashby will meet Solberg in Oslo on the Friday of his choice, his office said.
Ashby will meet Solberg in Oslo on Friday or shortly after, his office said.
Ashby will meet Solberg in Oslo from Friday at the earliest, his office said.
Ashby will meet Solberg in Oslo on what was to be Friday, his office said.
Ashby’s plan is that he will meet Solberg in Oslo on Friday, his office said.
Ashby’s dream is that he will meet Solberg in Oslo on Friday, his office said.
Ashby’s hope is that he will meet Solberg in Oslo on Friday, his office said.
The idea is that Ashby will meet Solberg in Oslo on Friday, his office said.
The aim is for Ashby to meet Solberg in Oslo on Friday, his office said.
The likeliest outcome is that Ashby will meet Solberg in Oslo on Friday, his office said.
There is a chance that Ashby will meet Solberg in Oslo on Friday, his office said.
There is talk that Ashby will meet Solberg in Oslo on Friday, his office said.
It is possible that Ashby will meet Solberg in Oslo on Friday, his office said.
It would be good if Ashby met Solberg in Oslo on Friday, his office said.
It is a mistake to think that Ashby will meet Solberg in Oslo on Friday, his office said.
It is too much to hope that Ashby will meet Solberg in Oslo on Friday, his office said.
Whoever says that Ashby will meet Solberg in Oslo on Friday knows nothing, his office said.
Those who say Ashby will meet Solberg in Oslo on Friday are guessing, his office said.
Ashby thinks he will meet Solberg in Oslo on Friday, his office said.
Ashby assumes he will meet Solberg in Oslo on Friday, his office said.
Ashby has asked that he meet Solberg in Oslo on Friday, his office said.
Ashby has been asked to meet Solberg in Oslo on Friday, his office said.
Ashby has been invited to meet Solberg in Oslo on Friday, his office said.
Ashby has pencilled in Friday to meet Solberg in Oslo, his office said.
Ashby is minded to meet Solberg in Oslo on Friday, his office said.
Ashby is on standby to meet Solberg in Oslo on Friday, his office said.
Ashby is in line to meet Solberg in Oslo on Friday, his office said.
Ashby is under pressure to meet Solberg in Oslo on Friday, his office said.
Ashby is in talks to meet Solberg in Oslo on Friday, his office said.
Ashby is desperate to meet Solberg in Oslo on Friday, his office said.
Ashby is allowed to meet Solberg in Oslo on Friday, his office said.
Ashby is wanted at a meeting with Solberg in Oslo on Friday, his office said.
Ashby was going to meet Solberg in Oslo on Friday, his office said.
Ashby is at odds with Solberg over Friday’s meeting in Oslo, his office said.
Ashby will skip the part of Friday’s visit to Oslo that was a meeting with Solberg, his office said.
Ashby will meet Solberg in Oslo on Friday, said his office in 2024.
Ashby will meet Solberg in Oslo on Friday, May 1, his office said.
Ashby will meet Solberg in Oslo on Friday, his old office said.
Ashby will meet Solberg in Oslo on Friday, his campaign’s rival office said.
Ashby will meet Solberg in Oslo on Friday, his travel agent’s office said.
Ashby will meet Solberg in Oslo on Friday, the office next door to his said.
"""


def read(text: str) -> tuple[Claim, ...]:
    return meetings.find(text, dates.find(text, WEDNESDAY), WEDNESDAY)


def day(text: str) -> date:
    month, number = text.split(".")
    return date(2026, int(month), int(number))


def rows(*, with_unmet: bool = True) -> list[tuple[tuple[str, ...], tuple[date, date] | None, str]]:
    """The labels that do, the first and last day if they are asked for, and the text."""
    table = []
    for line in CLAIMS.strip().splitlines():
        label, _, text = line.partition(" # " if " # " in line else " ~ ")
        status, *days = label.split()
        if " # " in line or with_unmet:
            table.append((tuple(status.split("|")), (day(days[0]), day(days[-1])) if days else None, text))
    return table


@pytest.mark.parametrize(("labels", "days", "text"), rows(with_unmet=False))
def test_a_claim_has_the_status_and_the_days_of_its_label(labels, days, text):
    told = [(c.status, c.earliest, c.latest) for c in read(text)] or [("none", None, None)]
    assert any(status in labels and (days is None or (first, last) == days) for status, first, last in told)


@pytest.mark.parametrize(("labels", "days", "text"), rows())
def test_nothing_is_confirmed_on_less_than_the_definition_asks_for(labels, days, text):
    confirmed = {(c.earliest, c.latest) for c in read(text) if c.status == "confirmed"}
    assert not confirmed or "confirmed" in labels


def test_near_misses_confirm_nothing():
    assert not [text for text in NEAR_MISSES.strip().splitlines() if any(c.status == "confirmed" for c in read(text))]
    assert not [text for text in NEAR_MISSES_OF_TWO.strip().splitlines() if any(c.status == "confirmed" for c in read(INTRODUCED + text))]


@pytest.mark.parametrize(
    "text",
    [
        "Finnish President Aino Lehto said she had heard that President Oleg Sorin and President Dana Whitfield would meet in Helsinki on October 9.",
        "Former Finnish President Aino Lehto said President Oleg Sorin and President Dana Whitfield would meet in Helsinki on October 9.",
        "Finnish presidential candidate Aino Lehto said President Oleg Sorin and President Dana Whitfield would meet in Helsinki on October 9.",
        "Finnish opposition leader Aino Lehto said President Oleg Sorin and President Dana Whitfield would meet in Helsinki on October 9.",
        "Finnish President Aino Lehto said President Oleg Sorin and President Dana Whitfield could meet in Helsinki on October 9.",
        "Finnish President Aino Lehto said President Oleg Sorin and President Dana Whitfield would meet in Helsinki on October 9 if the truce held.",
        "Finnish President Aino Lehto said President Oleg Sorin and President Dana Whitfield would not meet in Helsinki on October 9.",
        "Finnish President Aino Lehto said President Oleg Sorin and President Dana Whitfield would meet in Oslo on October 9.",
        "A man outside the union said its leader, Sven Aker, will meet Transport Minister Greta Holm on Monday.",
        "A member of the union said its leader, Sven Aker, will meet Transport Minister Greta Holm on Monday.",
        "The guard at the union said its leader, Sven Aker, will meet Transport Minister Greta Holm on Monday.",
        "The union said its rival, Sven Aker, will meet Transport Minister Greta Holm on Monday.",
        "The union said its leader, Sven Aker, hopes to meet Transport Minister Greta Holm on Monday.",
        "Mayor Owen Price, whom Governor Lena Marsh will not meet on Thursday, has called for more money, his office said.",
        "Mayor Owen Price, whom Governor Lena Marsh may meet on Thursday, has called for more money, his office said.",
        "Chancellor Paul Reuter may meet Prime Minister Ingrid Solberg on Thursday and President Luc Ferrand on Friday, the chancellery said.",
        "Chancellor Paul Reuter met Prime Minister Ingrid Solberg on Monday and President Luc Ferrand on Tuesday, the chancellery said.",
        "The White House said President Dana Whitfield would meet Mexican President Rosa Ibarra on any day but Friday.",
        "Under a draft schedule President Dana Whitfield will meet Mexican President Rosa Ibarra on Friday, the White House said.",
        "Governor Lena Marsh will meet Mayor Owen Price on Friday barring another storm, her office said.",
        "Governor Lena Marsh will almost certainly meet Mayor Owen Price on Friday, her office said.",
        "Governor Lena Marsh will hopefully meet Mayor Owen Price on Friday, her office said.",
        "Governor Lena Marsh will, as things stand, meet Mayor Owen Price on Friday, her office said.",
        "Governor Lena Marsh will meet Mayor Owen Price on Friday at the latest, her office said.",
        "Governor Lena Marsh will meet Mayor Owen Price on Friday once the roads are clear, her office said.",
        "Governor Lena Marsh’s office said it was news to them that she will meet Mayor Owen Price on Friday.",
        "Governor Lena Marsh’s office said a hotel claims that she will meet Mayor Owen Price there on Friday.",
        "“Suppose Governor Lena Marsh will meet Mayor Owen Price on Friday,” her spokesman said.",
        "EU-Japan talks could be held in Tokyo on Friday, the Japanese foreign ministry said.",
        "The EU-Japan summit will not be held in Tokyo on Friday, the Japanese foreign ministry said.",
        "It was on Monday that the Chancellery said Chancellor Paul Reuter would meet President Luc Ferrand.",
        "Talks between Chancellor Paul Reuter and President Luc Ferrand are provisionally set for Friday, the chancellery said.",
        "Chancellor Paul Reuter was due to meet President Luc Ferrand on Friday but backed out, the chancellery said.",
        "Croatian Prime Minister Davor Matic visits Oslo on Thursday, where he might meet Prime Minister Ingrid Solberg, his office said.",
    ],
)  # fmt: skip
def test_what_comes_close_to_a_confirmed_meeting_is_none(text):
    assert not [(c.status, c.confirmed_by) for c in read(text) if c.status == "confirmed"]


@pytest.mark.parametrize(
    ("words", "met"),
    [
        ("will meet Prime Minister Ingrid Solberg on Thursday and President Luc Ferrand on Friday", {("Ingrid Solberg", 17), ("Luc Ferrand", 18)}),
        ("will host Prime Minister Ingrid Solberg on September 24, and the French president, Luc Ferrand, on September 25", {("Ingrid Solberg", 24), ("Luc Ferrand", 25)}),
        ("will meet Prime Minister Ingrid Solberg on Thursday and President Luc Ferrand, it is hoped, on Friday", {("Ingrid Solberg", 17)}),
        ("will meet Prime Minister Ingrid Solberg on Thursday and President Luc Ferrand will arrive on Friday", {("Ingrid Solberg", 17)}),
        ("will meet Prime Minister Ingrid Solberg and President Luc Ferrand on Friday", {("Ingrid Solberg", 18), ("Luc Ferrand", 18)}),
    ],
)
def test_two_meetings_of_one_verb_have_each_its_day(words, met):
    claims = [c for c in read(f"Chancellor Paul Reuter {words}, the chancellery said.") if c.status == "confirmed"]
    assert {(who, c.earliest.day) for c in claims for who in c.participants if who != "Paul Reuter"} == met


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        ("The White House denied it.", "denied"),
        ("The White House denied the report on Thursday.", "denied"),
        ("The White House said that was not true.", "denied"),
        ("The White House did not deny it.", "reported"),
        ("The White House denied that tariffs would rise.", "reported"),
        ("A Mexican senator denied it.", "reported"),
    ],
)
def test_what_a_party_denies_in_the_next_sentence_is_denied(answer, status):
    told = "President Dana Whitfield will meet Mexican President Rosa Ibarra on Friday. "
    claim = read(told + answer)[-1]
    assert (claim.status, claim.earliest, claim.participants) == (status, date(2026, 9, 18), ("Dana Whitfield", "Rosa Ibarra"))


@pytest.mark.parametrize(
    "text",
    [
        "Norway’s foreign ministry said Tuesday’s summit between Prime Minister Ingrid Solberg and German Chancellor Paul Reuter would take place in Oslo.",
        "Norwegian Prime Minister Ingrid Solberg confirmed Wednesday that her meeting with German Chancellor Paul Reuter will be on September 22.",
        "Norwegian Prime Minister Ingrid Solberg’s talks with German Chancellor Paul Reuter are on September 22, her office said.",
        "German Chancellor Paul Reuter, whom Norwegian Prime Minister Ingrid Solberg will meet on Tuesday, arrives a day before, the Norwegian government said.",
        "German Chancellor Paul Reuter visits Oslo on Tuesday, where he will be received by Norwegian Prime Minister Ingrid Solberg, the Norwegian government said.",
    ],
)
def test_the_day_and_the_word_of_a_party_are_found_in_other_shapes(text):
    claim = next(c for c in read(text) if c.status == "confirmed")
    assert (claim.earliest, claim.latest, set(claim.participants)) == (date(2026, 9, 22), date(2026, 9, 22), {"Ingrid Solberg", "Paul Reuter"})


@pytest.mark.parametrize(
    "text",
    [
        "“They can look at the figures and see I’m the mayor who can beat Lena Marsh,” Owen Price said.",
        "Anyone can see Governor Lena Marsh trying to unify the party.",
        "You almost never see a Swede in that town.",
    ],
)
def test_who_is_only_looked_at_is_not_met(text):
    assert not read(text)


def test_who_will_be_seen_on_a_day_is_met():
    claim = read("Governor Lena Marsh will see Mayor Owen Price on Friday, hoping to mend ties, her office said.")[0]
    assert (claim.earliest, set(claim.participants)) == (date(2026, 9, 18), {"Lena Marsh", "Owen Price"})
