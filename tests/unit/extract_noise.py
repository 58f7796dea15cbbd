"""Variants of a page: those that change nothing for its reader, and those that do.

A noise or a content is a function of the page's tree, a list of its story's elements, and a number that picks places and
words; it changes the tree in place. `story`: the elements that hold one paragraph each, in reading order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from lxml import etree, html
from lxml.html import HtmlElement

from monitor.extract.blocks import squeeze, tidy

Mutation = Callable[[HtmlElement, Sequence[HtmlElement], int], None]
NAMES = ("promo-box", "css-q7f2ke", "")  # of the boxes: telling, hashed, none

BOXES = {
    "a headline behind a label in another tongue": '<p class="{c}"><b>Przeczytaj jeszcze:</b> <a href="/{n}">Prom z Vell: {n} kursów dziennie</a></p>',
    "a headline behind a label in brackets": '<p class="{c}"><em>[From our archive: <a href="/s/{n}">Ferry company to leave after {n} years</a>]</em></p>',
    "a headline that somebody paid for": '<p class="{c}">Brought to you by Skerry Bank: <a href="/p/{n}">What {n} savers wish they had known</a></p>',
    "a ranking without links": '<div class="{c}"><h3>Más leído</h3><p>08:{n}</p><ol><li>El puerto cierra {n} días</li><li>La alcaldesa responde</li></ol></div>',
    "what is read most, without links": '<div class="{c}"><p>Most read</p><ol><li>Harbour closed for {n} days</li><li>Mayor answers critics</li></ol></div>',
    "an appeal to who reads on": '<div class="{c}"><h3>Since you’re here…</h3><p>You have read {n} articles this year. If you can, please consider supporting us.</p><a href="#">Continue</a></div>',
    "articles left to give away": '<p class="{c}">Subscribers can gift articles. You have {n} gift articles left this month, shared 0 times. Learn more</p>',
    "an advertisement": '<div class="{c}"><p>Advertisement</p><a href="https://ads.test/{n}"><img src="a{n}.gif"></a></div>',
    "an advertisement that loads": '<div class="{c}" id="gpt-{n}"><span>ADVERTISEMENT</span><span>Scroll to continue</span><iframe src="https://ads.test/{n}"></iframe></div>',
    "a sponsored line": '<div class="{c}"><span>Sponsored</span><p><a href="https://ads.test/{n}">Save {n} percent on boots this week.</a></p></div>',
    "related headlines": '<div class="{c}"><h3>Related</h3><ul><li><a href="/a/{n}">Fog closes port for day {n}</a></li><li><a href="/b/{n}">A new lighthouse</a></li></ul></div>',
    "related headlines without a heading": '<ul class="{c}"><li><a href="/a/{n}">Fog closes the port for day {n}</a></li><li><a href="/b">A new lighthouse for the Skerries</a></li></ul>',
    "one related headline": '<p class="{c}"><a href="/a/{n}">Why the crossings were closed {n} times</a></p>',
    "the most read": '<aside class="{c}"><h4>Most read</h4><ol><li><a href="/a/{n}">Fog closes port for a day</a></li></ol></aside>',
    "a promotion": '<p class="{c}"><strong>Read more: <a href="/c/{n}">Five boats that never came back</a></strong></p>',
    "a promotion without a link": '<div class="{c}"><p>Story continues below</p></div>',
    "a card": '<div class="{c}"><a href="/d/{n}"><img src="{n}.jpg"><h3>School fleet sails again</h3></a></div>',
    "shares": '<div class="{c}"><span>{n} shares</span> <a href="https://x.com/intent/post?u=1">Post</a></div>',
    "views": '<div class="{c}">{n} views</div>',
    "a count of comments": '<div class="{c}"><a href="#comments">{n} comments</a></div>',
    "an age": '<p class="{c}">Updated {n} minutes ago</p>',
    "another age": '<div class="{c}"><time>{n} hours ago</time></div>',
    "a length": '<div class="{c}">{n} min read</div>',
    "a newsletter": '<div class="{c}"><h4>The Tide</h4><p>Sign up for our newsletter and never miss a story from the islands.</p><form><input type="email"><button>Go</button></form></div>',
    "an app": '<div class="{c}"><p>Download our app to get the news {n} minutes sooner.</p></div>',
    "an invitation": '<p class="{c}">Follow us on <a href="https://facebook.com/ledger">Facebook</a></p>',
    "a form": '<form class="{c}" action="/c"><input type="hidden" name="csrf" value="77aa{n}"><label>Comment</label><textarea></textarea></form>',
    "a video": '<div class="{c}"><video src="{n}.mp4"></video><p>Watch: Fog closes port</p></div>',
    "a poll": '<div class="{c}"><h4>Reader poll</h4><form><label><input type="radio">Yes</label></form><p>{n} votes</p></div>',
    "a picture": '<figure class="{c}"><img src="{n}.jpg"><figcaption>The harbour of Port Vell on its {n}th day without a boat</figcaption></figure>',
    "a picture in a box": '<div class="{c}"><img src="{n}.jpg"><span>The harbour, {n} days later</span></div>',
    "a form set aside": '<aside class="{c}"><p>The harbour letter told its readers of this {n} hours ago.</p><div><label>Your address</label><form><input type="email"><button>Go</button></form></div></aside>',
    "a form that asks its reader": '<div class="{c}"><p>Tell us what you saw at the crossings, and we will call you back in {n} days.</p><div><label>Your name</label><form><input><textarea></textarea><button>Send</button></form></div></div>',
    "an offer to follow the updates": '<div class="{c}"><div><h3>Follow the updates</h3><p>The treaty moves fast, and so do we. Every new line comes to you within {n} minutes.</p></div><div><form><input type="email"><button>Follow</button></form><small>By mail only</small></div></div>',
    "an offer without a form": '<div class="{c}"><h3>Follow the updates</h3><p>Every new line of this story comes to you in {n} minutes.</p><div><label>Your address</label><input type="email"><button>Follow</button></div></div>',
    "a button to follow": '<div class="{c}"><p>Follow the updates</p><p>Every new line comes to you in {n} minutes.</p><p><button>Follow</button></p></div>',
    "a picture above a centred line": '<div class="{c}"><img src="{n}.jpg"><center><em>The harbour {n} days later, by Ola Nord</em></center></div>',
    "what is left to read": '<div class="{c}"><p>You have {n} free articles left this month.</p><a href="/subscribe">Subscribe</a></div>',
    "a channel": '<p class="{c}"><strong>Join our <a href="https://chat.test/{n}">chat channel</a> for the latest news.</strong></p>',
    "an advertisement in another tongue": '<div class="{c}"><span>Publicité</span><p>{n} bottes pour les marins.</p></div>',
    "a paid text": '<div class="{c}"><p>Sponsored by Boots & Sons</p><p>Warm feet for {n} winters. Boots & Sons have what every harbour needs.</p><a href="https://ads.test/{n}">Shop now</a></div>',
    "contents": '<div class="{c}"><h4>In this article</h4><ul><li><a href="#s1">The talks</a></li><li><a href="#s2">What comes next in {n} days</a></li></ul></div>',
    "a length to listen to": '<div class="{c}"><p>Listen · {n}:21 min</p></div>',
    "related headlines in another tongue": '<p class="{c}"><strong>Lire aussi : <a href="/a/{n}">Le brouillard ferme le port pour {n} jours</a></strong></p>',
    "readers in words": '<div class="{c}"><p>Twenty-{n} people are reading this now</p></div>',
    "readers who shared": '<p class="{c}">Over {n} thousand readers have shared this story so far</p>',
    "a reading time": '<p class="{c}">Reading time: {n} minutes</p>',
    "a day and a length": '<div class="{c}"><span>May 2, 2025</span> · <span>{n} min read</span></div>',
    "a story read aloud": '<div class="{c}"><button>Play</button><p>Listen to this article</p><p>{n} minutes. This is read by a computer voice.</p></div>',
    "a heading over readers' words": '<h2 class="{c}"><a href="#c">{n} Comments</a></h2>',
    "the same in another tongue": '<h3 class="{c}">{n} Kommentare</h3>',
    "an invitation to comment": '<h3 class="{c}">Join the conversation ({n})</h3>',
    "what is still loading": '<div class="{c}"><p>Loading comments… {n}%</p></div>',
    "a player that cannot play": '<div class="{c}"><p>This video cannot be played in your browser. Error code {n}.</p></div>',
    "a pause for advertising, French": '<div class="{c}"><p>La suite après la publicité</p></div>',
    "a pause for advertising, German": '<div class="{c}"><p>Nach der Anzeige weiterlesen</p></div>',
    "a pause for advertising, Portuguese": '<div class="{c}"><p>Continua após a publicidade</p></div>',
    "one advertisement of several": '<div class="{c}"><p>Advertisement {n} of 6</p></div>',
    "a count of votes": '<div class="{c}"><p>Should the ferries sail on Sundays, too?</p><ul><li>Yes {n}%</li><li>No 3{n}%</li></ul><p>{n} votes cast</p></div>',
    "a picture still to come": '<div class="{c}"><img src="data:image/gif;base64,R0lGOD" data-src="/i{n}.jpg"><noscript><img src="/i{n}.jpg" alt="Day {n}"></noscript></div>',
    "points for readers": '<div class="{c}"><p>Earn {n} loyalty points with this story</p></div>',
    "a share price": '<div class="{c}"><p>HARB +1.{n}% today</p></div>',
    "a label of the outlet's own": '<div class="{c}"><p>Why you can trust the Ledger</p><p>Seen {n} times</p></div>',
    "a quiz": '<div class="{c}"><p>Quiz: how many of our {n} questions can you answer?</p><a href="/q">Play</a></div>',
    "another story with its first line": '<div class="{c}"><p>Next story</p><h4><a href="/x{n}">Why the fog stays for {n} days</a></h4><p>The warm sea is to blame, and so is the cold wind from the north.</p></div>',
    "an age in another tongue": '<p class="{c}">Mis à jour il y a {n} minutes</p>',
    "a donation": '<div class="{c}"><form><p>Support our work with {n} euros a month.</p><button>Give</button></form></div>',
    "a ticker of times and lines": '<div class="{c}"><p>Live</p><p>12:0{n} Fog lifts over the sound</p><p>11:4{n} Pilots back on board</p></div>',
    "the weather": '<div class="{c}"><span>Port Vell</span> <span>{n}°C</span> <span>Light rain</span></div>',
    "the weather of days": '<div class="{c}"><div>Sat<b>{n}°</b></div><div>Sun<b>1{n}°</b></div><div>Mon<b>9°</b></div></div>',
    "readers at this hour": '<div class="{c}"><span>1.{n}k</span> reading now</div>',
    "readers, as a whole sentence": '<div class="{c}"><p>{n} others are reading this story with you.</p></div>',
    "share prices": '<div class="{c}"><span>HARB</span> <span>{n}.20</span> <span>-0.4%</span> <span>NETS</span> <span>7.{n}</span> <span>+1.1%</span></div>',
    "a player and its length": '<div class="{c}"><span>Listen to this story</span> <span>0:00 / {n}:12</span></div>',
    "a player with a speed": '<div class="{c}"><audio src="{n}.mp3"></audio><p>00:00</p><p>0{n}:12</p><p>1x</p></div>',
    "an estimate": '<div class="{c}">{n}-minute read</div>',
    "an estimate in German": '<div class="{c}"><p>Lesedauer: ca. {n} Min.</p></div>',
    "offers of work": '<div class="{c}"><h4>Jobs on the coast</h4><ul><li><a href="/j/{n}">Deckhand, Port Vell</a></li><li><a href="/j/1">Net maker, Skerries</a></li></ul></div>',
    "an offer of work without a link": '<div class="{c}"><p>We are hiring</p><p>Deckhand, Port Vell, {n} euros an hour</p></div>',
    "election results": '<div class="{c}"><h3>Results so far</h3><p>{n}% counted</p><ul><li>Quist 4{n}.2%</li><li>Calder 38.{n}%</li></ul></div>',
    "election results in a table": '<div class="{c}"><table><tr><th>Party</th><th>Seats</th></tr><tr><td>Harbour List</td><td>{n}</td></tr><tr><td>Free Nets</td><td>1{n}</td></tr></table><p>Last count {n}:30</p></div>',
    "a sponsor's label": '<div class="{c}"><span>Presented by</span> <span>Boots &amp; Sons</span></div>',
    "a partner's label": '<p class="{c}">In partnership with the Harbour Bank</p>',
    "an account": '<div class="{c}"><p>Create a free account to keep reading. You have {n} stories left.</p><p>Already registered? <a href="/login">Log in</a></p></div>',
    "an account without a link": '<div class="{c}"><h3>Register to read on</h3><p>It takes {n} seconds and costs nothing.</p></div>',
    "a subscription": '<div class="{c}"><h3>Read without limits</h3><p>From {n} cents a week. Cancel anytime.</p><a href="/offer">See offers</a></div>',
    "content from elsewhere": '<div class="{c}"><p>External content</p><p>At this point you find content from a platform that adds to the article.</p><button>Show once</button></div>',
    "content from elsewhere in German": '<div class="{c}"><p>Externer Inhalt</p><p>Mit dem Laden der Grafik stimmen Sie der Übertragung Ihrer Daten zu.</p><button>Laden</button></div>',
    "an alert to switch on": '<div class="{c}"><p>Get alerts on this topic</p><span>Turn on</span></div>',
    "a gift": '<div class="{c}"><p>Gift this article</p><p>{n} gift links left this month</p></div>',
    "the size of letters": '<div class="{c}"><span>A-</span> <span>A</span> <span>A+</span></div>',
    "other tongues": '<div class="{c}"><span>Read this in:</span> <a href="/de/{n}">Deutsch</a> · <a href="/fr/{n}">Français</a></div>',
    "a mistake to report": '<p class="{c}">Spotted a mistake? <a href="/report?id={n}">Tell us</a></p>',
    "a mistake to report without a link": '<p class="{c}">Report an error in this article</p>',
    "a score": '<div class="{c}"><span>Port Vell</span> <b>{n}</b> – <b>2</b> <span>Merrow</span></div>',
    "a score that goes on": '<div class="{c}"><p>Second half, {n}th minute</p><p>Port Vell 1 – 2 Merrow</p></div>',
    "a puzzle": '<div class="{c}"><p>Crossword No. {n}</p><a href="/x">Play</a></div>',
    "tickets": '<div class="{c}"><h4>An evening with Nora Vale</h4><p>Port Vell town hall, May {n}</p><a href="/t">Tickets</a></div>',
    "traffic": '<div class="{c}"><p>Coast road: {n} km of queues</p></div>',
    "a place in a gallery": '<div class="{c}"><img src="{n}.jpg"><span>1 / {n}</span></div>',
    "pictures to open": '<div class="{c}"><span>View {n} photos</span></div>',
    "lottery numbers": '<div class="{c}"><p>Lotto: 3 11 17 2{n} 40</p></div>',
    "reactions": '<div class="{c}"><span>👍 {n}</span> <span>😡 3</span> <span>😮 1{n}</span></div>',
    "topics": '<p class="{c}">#harbour #treaty #day{n}</p>',
    "an author to follow": '<div class="{c}"><span>Nora Vale</span> <span>{n}K followers</span> <span>Follow</span></div>',
    "a clock": '<div class="{c}"><span>Live</span> <span>1{n}:32 GMT</span></div>',
    "a question": '<div class="{c}"><p>What will become of the {n} crossings?</p></div>',
    "a question to readers": '<div class="{c}"><p>Should the ferries sail on Sundays, too?</p></div>',
    "a question with a number to call": '<div class="{c}"><p>Were you on one of the {n} boats? Write to the desk.</p></div>',
    "a survey": '<div class="{c}"><p>How useful was this article?</p><span>1</span> <span>2</span> <span>3</span> <span>4</span> <span>5</span></div>',
    "a reader's word": '<div class="{c}"><p>Top comment</p><p>“About time,” writes tidewatcher.</p><p>{n} likes</p></div>',
    "an advertisement without a label": '<div class="{c}"><p>Warm feet for {n} winters.</p><a href="https://ads.test/{n}">Shop now</a></div>',
    "a countdown": '<div class="{c}"><p>The polls close in</p><p>{n} h 12 min</p></div>',
    "a commission": '<div class="{c}"><p>We may earn a commission when you buy through our links.</p></div>',
    "a strip of news": '<div class="{c}"><b>Breaking</b> <a href="/a/{n}">Fog closes port for day {n}</a></div>',
    "the most shared, without links": '<div class="{c}"><h4>Most shared</h4><ol><li>Fog closes port for day {n}</li><li>A new lighthouse</li></ol></div>',
    "other stories as lines without links": '<div class="{c}"><h4>On other pages</h4><p>Fog closes port for day {n}</p><p>A new lighthouse for the Skerries</p></div>',
    "the tides": '<div class="{c}"><p>High water 0{n}:12, low water 11:4{n}</p></div>',
    "what plays next": '<div class="{c}"><span>Up next in {n}</span> <span>A new lighthouse</span></div>',
    "an advertisement that ends": '<div class="{c}"><p>Your ad will end in {n}</p></div>',
    "comments that are closed": '<p class="{c}">Comments are closed after {n} days.</p>',
    "a code to scan": '<div class="{c}"><img src="{n}.png"><p>Scan to read on your phone</p></div>',
    "a day and an hour": '<div class="{c}"><p>Thursday, 1{n} May, 12:4{n}</p></div>',
    "who powers it": '<div class="{c}"><small>Powered by Voicebox {n}</small></div>',
    "a place in the app": '<div class="{c}"><b>Ledger+</b><p>Better in the app</p><p>4.{n} stars</p></div>',
    "a queue of clips": '<div class="{c}"><p>Now playing</p><p>Fog closes port</p><p>0{n}:31</p></div>',
    "a machine's word": '<div class="{c}"><p>Translated by a machine, {n} minutes ago</p></div>',
    "a carousel's dots": '<div class="{c}"><div>1</div><div>2</div><div>{n}</div></div>',
    "a fare alert": '<section class="{c}"><h5>Ferry alert</h5><span>Line {n} delayed by 12 min</span></section>',
    "a vote on helpfulness": '<div class="{c}"><span>Was this helpful?</span> <span>👍 {n}</span> <span>👎 2</span></div>',
    "a summary toggle": '<details class="{c}"><summary>Show the short version</summary></details>',
    "a speaker's hint": '<div class="{c}"><em>Audio by Voicebox, {n} sec</em></div>',
    "an offer of a print edition": '<div class="{c}"><h4>The paper of {n} May</h4><p>Read it page by page</p><a href="/epaper">Open</a></div>',
    "a place in a series": '<div class="{c}"><span>Part {n} of 12</span> <a href="/series">All parts</a></div>',
    "a place in a series without a link": '<div class="{c}">Part {n} of 12 in the series Cold Harbours</div>',
    "a live score table": '<div class="{c}"><div>Port Vell<b>{n}</b></div><div>Merrow<b>2</b></div><div>74th min</div></div>',
    "oil and gold": '<div class="{c}"><p>Oil {n}.20 ▲</p><p>Gold 2,3{n} ▼</p></div>',
    "a cinema programme": '<div class="{c}"><h4>In the cinemas tonight</h4><p>The Long Tide, 20:{n}</p></div>',
    "a horoscope": '<div class="{c}"><p>Your stars for May {n}</p><a href="/stars">Read</a></div>',
    "a store": '<div class="{c}"><img src="{n}.jpg"><p>Harbour mug</p><p>{n}.90 €</p><a href="/shop">Buy</a></div>',
    "a store without a link": '<div class="{c}"><p>Harbour mug</p><p>{n}.90 €</p></div>',
    "a raffle": '<div class="{c}"><p>Win one of {n} weekends on the Skerries!</p><a href="/win">Take part</a></div>',
    "a call for pictures": '<div class="{c}"><p>Send us your pictures of the fog</p><p>{n} sent so far</p></div>',
    "a map": '<div class="{c}"><p>Map: Port Vell</p><div>Zoom {n}%</div><div>© map makers</div></div>',
    "a chart that loads": '<div class="{c}"><p>Chart is loading</p><p>{n}%</p></div>',
    "a chart's tools": '<div class="{c}"><span>Get the data</span> · <span>Embed</span> · <span>Download image {n}</span></div>',
    "a box for the app in German": '<div class="{c}"><p>Jetzt die App laden und {n} Tage gratis lesen</p></div>',
    "a subscription in French": '<div class="{c}"><h3>Abonnez-vous</h3><p>Dès {n} euros par mois, sans engagement.</p></div>',
    "an account in Spanish": '<div class="{c}"><p>Regístrese gratis para seguir leyendo</p><p>Le quedan {n} artículos</p></div>',
    "a debate in Dutch": '<div class="{c}"><p>Praat mee: {n} reacties</p></div>',
    "a question in German": '<div class="{c}"><p>Was halten Sie von den {n} Übergängen?</p></div>',
    "a question in French": '<div class="{c}"><p>Faut-il rouvrir les {n} passages ?</p></div>',
    "a quote of the day": '<div class="{c}"><h4>Word of the day</h4><p>“Fog has no master.”</p></div>',
    "a fact of the day": '<aside class="{c}"><h4>Did you know?</h4><p>The first lighthouse stood for {n} years.</p></aside>',
    "a list of tags as words": '<div class="{c}"><span>Harbour</span> <span>Treaty</span> <span>Merrow</span> <span>+{n}</span></div>',
    "the desk's contact": '<div class="{c}"><p>Newsdesk: 0800 555 0{n}</p></div>',
    "a sponsor and a line of his": '<div class="{c}"><p>Paid for by the Harbour Bank</p><p>Loans from {n} percent</p></div>',
    "a countdown to a sale": '<div class="{c}"><div>Sale ends</div><div>0{n}:11:42</div></div>',
    "a clock of the last look": '<div class="{c}"><small>Last look: 12:{n}</small></div>',
    "a flood warning": '<div class="{c}"><strong>Warning</strong> <span>Level {n} for the coast</span></div>',
    "a bell": '<div class="{c}"><span>🔔 {n}</span></div>',
    "a reading bar": '<div class="{c}"><span>{n}% read</span></div>',
    "an embedded post": '<div class="{c}"><div>Harbour Board @harbourboard</div><div>Fog lifts over the sound</div><div>{n} likes</div></div>',
    "a podcast": '<div class="{c}"><h4>Podcast</h4><p>Episode {n}: The night boat</p><p>32 min</p></div>',
    "events": '<div class="{c}"><h4>What’s on</h4><p>{n} May: fish market</p><p>12 May: harbour choir</p></div>',
    "deaths and births": '<div class="{c}"><h4>Family notices</h4><p>{n} new today</p></div>',
    "a card of an episode": '<div class="{c}"><a href="/pod/{n}"><img src="p{n}.jpg"></a><div><span>Episode {n}</span><h4>Why nobody fishes at night any more</h4><p>Our reporters on the harbour, every Thursday.</p></div></div>',
    "who wrote it": '<div class="{c}"><img src="av{n}.jpg"><p>Nora Vale covers fisheries. She has {n},214 followers.</p></div>',
    "members": '<div class="{c}"><h3>Become a member</h3><p>{n},000 people pay for this paper so that everybody can read it.</p><a href="/join">Join from €5</a></div>',
    "a question that was answered": '<div class="{c}"><p>Quick question: did this answer what you wanted to know? {n}% said yes.</p><button>Yes</button><button>No</button></div>',
    "a reader cited": '<div class="{c}"><blockquote>“I have fished here for {n} years and never saw this.” <cite>reader Bosun</cite></blockquote><a href="#c">Join {n} others in the comments</a></div>',
    "an evening to come": '<div class="{c}"><span>May {n}</span><h4>Evening with the editors</h4><p>Town hall, doors at seven.</p><a href="/e/{n}">Book</a></div>',
    "a price": '<div class="{c}"><img src="b.jpg"><h5>Storm boots, size 43</h5><p>€{n}.90 at Coastal Outfitters</p><a href="https://shop.test/{n}">See the price</a></div>',
    "a commission for us": '<p class="{c}"><em>We may earn a commission when you buy through our links ({n}).</em></p>',
    "news to allow": '<div class="{c}"><p>Be the first to know</p><p>Allow notifications for stories like this one.</p><button>Allow</button><button>Later</button></div>',
    "another story in French": '<p class="{c}"><b>À voir aussi</b> — <a href="/v/{n}">La mer monte, les maisons aussi</a></p>',
    "an offer in Italian": '<div class="{c}"><p>Abbonati per leggere tutto. Primo mese a {n} euro.</p><a href="/abb">Scopri</a></div>',
    "pictures to turn over": '<div class="{c}"><span>{n} / 24</span><img src="g{n}.jpg"><p>Nets drying on the quay. Ola Nord</p><button>Next</button></div>',
    "faces": '<div class="{c}"><span>👍 {n}</span><span>😮 12</span><span>😢 4</span></div>',
    "a quiz to answer": '<div class="{c}"><h4>Quiz</h4><p>How many crossings were closed in February?</p><label><input type="radio">1{n}</label><label><input type="radio">32</label></div>',
    "from the archive": '<p class="{c}">This story is from our archive and was read {n} times this week.</p>',
    "how they work": '<div class="{c}"><h5>How we work</h5><p>Our reporters checked this story with {n} sources. Read about our standards.</p><a href="/trust">Standards</a></div>',
    "a card with its first line": '<div class="{c}"><a href="/k/{n}"><h4>The quiet town behind the treaty</h4></a><p>In Skerry, {n} families wait for word from the capital.</p></div>',
    "an offer that ends": '<div class="{c}"><p>Keep reading for €1 a week</p><p>Cancel at any time. Offer ends in {n} days.</p></div>',
    "the weather in a line": '<p class="{c}">Port Vell now: {n}°, wind north-west {n} m/s</p>',
    "a book with its picture": '<div class="{c}"><img src="bk.jpg"><div><b>Book club</b><p>This month: “The Salt Road” by Ines Holm. Talk about it with {n} readers.</p></div></div>',
    "a partner's story": '<div class="{c}"><small>From our partners</small><p><a href="https://p.test/{n}">She put rope in her garden. What grew next made {n} neighbours jealous.</a></p></div>',
    "the story so far in links": '<div class="{c}"><h4>Earlier in this story</h4><ul><li><a href="/s/1">Feb 3: crossings close</a></li><li><a href="/s/{n}">Mar {n}: patrol boat is hit</a></li></ul></div>',
    "a word of one reader": '<div class="{c}"><p>Featured comment</p><p>“I land herring here, and nobody asked me.”</p><p>bosun{n} · {n} minutes ago</p><p>Join the discussion with {n} others</p></div>',
    "a card that its headline leads": '<div class="{c}"><div><a href="/u/{n}"><img src="u.jpg"></a></div><div><a href="/u/{n}">Storm closes the bridge</a><p>“It was the longest night of my life,” the warden said. The bridge was shut for {n} hours.</p><p>9 May 2025 · 2 min read</p></div></div>',
    "a call for gifts": '<p class="{c}"><strong>Our reporting needs you.</strong> We have raised {n} of the hundred thousand that we need. <a href="/give">Donate today</a> and a friend of the paper will double it.</p>',
    "terms": '<p class="{c}">This site is guarded against robots, and its <a href="/p">Privacy Policy</a> and <a href="/t">Terms of Service</a> apply. Ref {n}.</p>',
    "bargains": '<div class="{c}"><h3>Finds of the day</h3><ul><li>Oilskins – <b>{n} kroner</b> at Coastal Outfitters</li><li>Rope, fifty metres – <b>9{n} kroner</b> at Deck and Dock</li></ul><p>We may earn a commission.</p></div>',
    "an author's other stories": '<div class="{c}"><h4>More from Nora Vale</h4><ul><li><a href="/v/{n}">Why the guild left the table</a> February 5, 2025</li><li><a href="/v/2">The last lighthouse keeper goes</a> April {n}, 2025</li></ul></div>',
    "a result in a line": '<p class="{c}">FINAL: Port Vell {n}, Skerry 10 | Next game: Sunday | <a href="/s">Box score</a></p>',
    "a letter with a field": '<div class="{c}"><h3>The evening letter</h3><p>Get ready for the night with what you need to know. No. {n} goes out at seven.</p><label>Enter your address <input type="email"></label><button>Sign up</button><p>Letters may hold advertising of others.</p></div>',
}
# What is built as a part of the story is and has no words of its own by which to tell it.
UNTOLD = {
    "a ticker as a list": '<ul class="{c}"><li><b>12:0{n}</b> Fog lifts over the sound</li><li><b>11:4{n}</b> Pilots back on board</li></ul>',
    "a table of prices": '<table class="{c}"><tr><td>HARB</td><td>{n}.10</td><td>+1.2%</td></tr><tr><td>NETS</td><td>7.{n}</td><td>-0.3%</td></tr></table>',
    "an exchange rate": '<p class="{c}">1 krone = 0.{n} euro</p>',
    "the tides": '<table class="{c}"><tr><th>High</th><td>0{n}:14</td><td>3.{n} m</td></tr><tr><th>Low</th><td>11:0{n}</td><td>0.9 m</td></tr></table>',
    "the stars": '<div class="{c}"><h4>Your stars</h4><p>Pisces: a letter from afar brings {n} surprises.</p></div>',
    "a story of so many": '<p class="{c}">You are reading story {n} of 12 this month</p>',
    "a story's version": '<p class="{c}"><small>Version {n}</small></p>',
}
ASIDE = {
    "consent": '<div class="{c}" role="dialog"><p>We use cookies to improve your experience and to measure our audience, and so do our {n} partners.</p><button>Accept</button></div>',
    "consent without a role": '<div class="{c}"><p>We and our {n} partners store and use cookies on this device.</p><button>Accept</button><button>Reject</button></div>',
    "consent in German": '<div class="{c}"><p>Wir und unsere {n} Partner verwenden Cookies auf diesem Gerät.</p><button>Ablehnen</button></div>',
    "consent in Spanish": '<div class="{c}"><p>Nosotros y nuestros {n} socios usamos cookies en este dispositivo.</p><button>Rechazar</button></div>',
    "more stories": '<section class="{c}"><h2>More from the coast</h2><div><a href="/e/{n}"><h3>Fog closes port</h3></a><p>Ferries stayed in harbour for {n} hours on Monday.</p></div><div><a href="/f"><h3>A new lighthouse</h3></a><p>The tower is the first to be built there.</p></div></section>',
    "readers": '<section class="{c}"><h2>Comments ({n})</h2><ol><li><b>tidewatcher</b> <a href="#c{n}">May 2, 2025 at 1:12 pm</a><p>About time that they sat down together, if you ask me, after all of {n} weeks.</p></li></ol></section>',
    "a build": '<div class="{c}"><span>Page built in {n} ms</span></div>',
    "a ticker": '<div class="{c}" aria-hidden="true"><p>Herring {n}.2 a crate, up by a tenth since the morning.</p></div>',
}


def _box(markup: str, name: str, number: int) -> HtmlElement:
    return html.fragment_fromstring(markup.format(c=name, n=number % 90 + 3))


def _inside(markup: str, name: str) -> Mutation:
    def put(root: HtmlElement, story: Sequence[HtmlElement], number: int) -> None:
        place = story[number % (len(story) - 1)]
        box = _box(markup, name, number)
        box.tail, place.tail = place.tail, None
        place.addnext(box)

    return put


def _beside(markup: str, name: str) -> Mutation:
    def put(root: HtmlElement, story: Sequence[HtmlElement], number: int) -> None:
        body = root.find("body")
        assert body is not None
        body.append(_box(markup, name, number))

    return put


def _attributes_turned(root: HtmlElement, story: Sequence[HtmlElement], number: int) -> None:
    for element in root.iter(etree.Element):
        pairs = list(element.attrib.items())
        element.attrib.clear()
        for key, value in reversed(pairs):
            element.set(key, value)


def _attributes_added(root: HtmlElement, story: Sequence[HtmlElement], number: int) -> None:
    for i, element in enumerate(root.iter("p", "div", "a", "section", "span")):
        element.set("data-k", f"{number}-{i}")
        if element.get("id") is None:
            element.set("id", f"yui_{number}_{i}")


def _hashes_renewed(root: HtmlElement, story: Sequence[HtmlElement], number: int) -> None:
    for element in root.iter(etree.Element):
        if element.get("class"):
            element.set("class", f"{element.get('class')} sc-{number:04x}")


def _assets_renewed(root: HtmlElement, story: Sequence[HtmlElement], number: int) -> None:
    head = root.find("head")
    assert head is not None
    for markup in (
        f'<link rel="stylesheet" href="/s.{number:x}.css">', f'<meta name="csrf-token" content="{number:x}">',
        f'<script nonce="{number:x}">var t = {number};</script>', f'<meta property="og:image" content="/i.jpg?v={number}">',
    ):  # fmt: skip
        head.append(html.fragment_fromstring(markup))


def _other_arm(root: HtmlElement, story: Sequence[HtmlElement], number: int) -> None:
    """A test that serves its readers the page in two dresses."""
    for element in (e for e in root.iter(etree.Element) if e.get("class")):
        element.set("class", " ".join(f"{name}--{'ab'[number % 2]}" for name in (element.get("class") or "").split()))


def _touched(root: HtmlElement, story: Sequence[HtmlElement], number: int) -> None:
    """The times of the last change and the counters in the page's data renewed."""
    head = root.find("head")
    assert head is not None
    for meta in [m for m in root.iter("meta") if "modified" in f"{m.get('property')} {m.get('name')} {m.get('itemprop')}".lower()]:
        meta.set("content", f"2025-05-02T1{number % 10}:00:00Z")
    data = f'{{"@type":"WebPage","dateModified":"2025-05-02T1{number % 10}:00:00Z","interactionStatistic":{{"userInteractionCount":{number}}}}}'
    head.append(html.fragment_fromstring(f'<script type="application/ld+json">{data}</script>'))


def _pictures_late(root: HtmlElement, story: Sequence[HtmlElement], number: int) -> None:
    for picture in root.iter("img"):
        picture.set("data-src", picture.get("src") or "")
        picture.set("src", f"data:image/gif;base64,R{number}")
        picture.set("loading", "lazy")


def _links_tracked(root: HtmlElement, story: Sequence[HtmlElement], number: int) -> None:
    for anchor in (a for element in story for a in element.iter("a") if a.get("href") and "#" not in a.get("href", "")):
        href = anchor.get("href", "")
        anchor.set("href", f"{href}{'&' if '?' in href else '?'}utm_source=feed{number}&fbclid=x{number}")


def _spaced(root: HtmlElement, story: Sequence[HtmlElement], number: int) -> None:
    for element in story:
        for each in element.iter(etree.Element):
            if each.tag not in ("pre", "script", "style"):
                each.text = each.text and each.text.replace(" ", "\n    " if number % 2 else "\u00a0 ")
        element.tail = "\n\n   " + (element.tail or "")


def _commented(root: HtmlElement, story: Sequence[HtmlElement], number: int) -> None:
    for element in (*story[number % 3 :: 3], root[-1]):
        element.insert(0, etree.Comment(f" cached {number} "))
        element[0].tail, element.text = element.text, None


def _hyphenated(root: HtmlElement, story: Sequence[HtmlElement], number: int) -> None:
    for element in story:
        element.text = element.text and re.sub(r"([a-z]{4})([a-z]{4})", "\\1\u00ad\\2", element.text)


def _typeset(root: HtmlElement, story: Sequence[HtmlElement], number: int) -> None:
    straight = str.maketrans({"’": "'", "“": '"', "”": '"', "–": "-"})
    for element in story:
        for each in element.iter(etree.Element):
            each.text, each.tail = each.text and each.text.translate(straight), each.tail and each.tail.translate(straight)


NOISE: dict[str, Mutation] = {
    **{f"{what} ({name or 'no name'})": _inside(markup, name) for what, markup in BOXES.items() for name in NAMES},
    **{f"{what} ({name or 'no name'})": _beside(markup, name) for what, markup in ASIDE.items() for name in NAMES},
    "attributes in another order": _attributes_turned, "attributes added": _attributes_added, "hashed classes added": _hashes_renewed,
    "assets and tokens renewed": _assets_renewed, "tracking parameters": _links_tracked, "white space": _spaced, "comments in the source": _commented,
    "soft hyphens": _hyphenated, "straight marks": _typeset, "the other arm of a test": _other_arm, "data touched": _touched, "pictures that come late": _pictures_late,
}  # fmt: skip

UNTOLD_NOISE: dict[str, Mutation] = {f"{what} ({name or 'no name'})": _inside(markup, name) for what, markup in UNTOLD.items() for name in NAMES}


# --- what does count ---------------------------------------------------------------------------------------------------


def _words(element: HtmlElement) -> tuple[HtmlElement, str, str]:
    """Where the longest run of text of `element` stands: (the node, "text" or "tail", the run)."""
    runs = [(e, side, getattr(e, side) or "") for e in element.iter(etree.Element) for side in ("text", "tail") if not (e is element and side == "tail")]
    return max(runs, key=lambda r: len(r[2]))


def _rewritten(change: Callable[[str, int], str]) -> Mutation:
    def rewrite(root: HtmlElement, story: Sequence[HtmlElement], number: int) -> None:
        for i in range(len(story)):
            node, side, run = _words(story[(number + i) % len(story)])
            if (new := change(run, number)) != run:
                setattr(node, side, new)
                return
        raise LookupError

    return rewrite


def _another_word(run: str, number: int) -> str:
    long = list(re.finditer(r"\b[a-zà-ÿ]{4,}\b", run))
    if not long:
        return run
    found = long[number % len(long)]
    return f"{run[: found.start()]}quietly{run[found.end() :]}"


def _another_digit(run: str, number: int) -> str:
    return re.sub(r"\d", lambda m: str((int(m[0]) + 1) % 10), run, count=1)


def _paragraph(markup: str) -> Mutation:
    def put(root: HtmlElement, story: Sequence[HtmlElement], number: int) -> None:
        place = story[number % (len(story) - 1)]
        new = html.fragment_fromstring(markup.format(n=number), create_parent=str(place.tag) if place.tag != "td" else "div")
        for key, value in place.attrib.items():
            new.set(key, value)
        new.tail, place.tail = place.tail, None
        place.addnext(new)

    return put


def _swapped(root: HtmlElement, story: Sequence[HtmlElement], number: int) -> None:
    first, second = story[number % (len(story) - 1) :][:2]
    if first.getparent() is not second.getparent():
        raise LookupError
    second.tail, after = None, second.tail
    first.addprevious(second)
    second.tail = after


def _paragraph_removed(root: HtmlElement, story: Sequence[HtmlElement], number: int) -> None:
    story[number % len(story)].drop_tree()


def _headline(root: HtmlElement, story: Sequence[HtmlElement], number: int) -> None:
    heads = [h for h in root.iter("h1") if tidy("".join(h.itertext()))]
    if not heads:
        raise LookupError
    for head in heads:
        node, side, run = _words(head)
        setattr(node, side, f"{run.rstrip()} again")


def _corrected(root: HtmlElement, story: Sequence[HtmlElement], number: int) -> None:
    note = html.fragment_fromstring(f"<p><em>Correction: An earlier version of this story gave the number of boats as {number}.</em></p>")
    story[-1].addnext(note)


SAID = (
    "Loading took five hours.", "Reading time was cut.", "Viewers have voted this week.", "Join the conversation, he said.", "Comments by the mayor made matters worse.",
    "Listen to the people of the coast, the bishop said.", "Advertisers left after {n} days.", "Follow the money, the auditors wrote.",
)  # fmt: skip
CONTENT: dict[str, Mutation] = {
    "a sentence added": _rewritten(lambda run, _: f"{run.rstrip()} Nobody had asked the harbour master about it. " if run.rstrip().endswith((".", "”")) else run),
    "a sentence removed": _rewritten(lambda run, _: re.sub(r"(?<=[.!?] )[A-Z][^.!?]{10,}[.!?]", "", run, count=1)),
    "another word": _rewritten(_another_word),
    "another digit": _rewritten(_another_digit),
    "a quotation added": _paragraph("“There will be no third meeting,” said the harbour master, who had waited for {n} hours."),
    "a short quotation added": _paragraph("“No,” said the mayor."),
    "a paragraph added": _paragraph("The pilots’ guild said that it had not been told of the plan before Friday evening."),
    "a paragraph removed": _paragraph_removed,
    "a date added": _paragraph("The second round is set for May {n}."),
    "a meeting called off": _paragraph("The meeting was called off."),
    "a sentence negated": _rewritten(lambda run, _: re.sub(r"\b(was|will|has|had|were|would)\b", r"\1 not", run, count=1)),
    "paragraphs swapped": _swapped,
    "a list": _inside("<ul><li>The night boat ends on May {n}</li><li>Fares up by a tenth</li></ul>", ""),
    "a quotation set apart": _inside("<blockquote><p>“We were never asked about any of the {n} crossings,” the guild wrote.</p></blockquote>", ""),
    "news as a label and a headline": _inside('<div class="{c}"><p>UPDATE: Second meeting set for May {n}</p></div>', "css-q7f2ke"),
    "a sentence in a box of its own": _inside('<div class="{c}"><p>The second meeting is set for May {n}.</p></div>', "css-q7f2ke"),
    "news under a heading of its own": _inside('<div class="{c}"><h4>Update</h4><p>The second meeting is set for May {n}.</p></div>', "css-q7f2ke"),
    "a part under a heading": _inside('<section class="{c}"><h3>What happens next</h3><p>The parliament of Merrow will vote on the treaty on May {n}. Until then the crossings stay closed.</p></section>', "css-q7f2ke"),
    "a paragraph with a picture": _inside('<div class="{c}"><img src="a.jpg"><p>The patrol boat had left Port Vell at dawn with {n} people on board, and its crew told the inquiry that they had seen no lights on the trawler before the two ships met some nine miles off the coast, in calm water and under a clear sky.</p></div>', "css-q7f2ke"),
    "news behind a bold label": _inside('<p class="{c}"><strong>UPDATE 3:{n}0 p.m.:</strong> Lund’s office has confirmed the visit.</p>', "css-q7f2ke"),
    "a statement in a box": _inside('<div class="{c}"><p><strong>Statement by the prime minister’s office:</strong></p><p>“The prime minister will travel to Port Vell on May {n} and will meet President Lund there.”</p></div>', "css-q7f2ke"),
    "a sentence set aside": _inside('<aside class="{c}"><p>The prime minister’s office said on Friday that the visit would last {n} hours and that no treaty would be signed on the day itself.</p></aside>', "css-q7f2ke"),
    "a table in a figure": _inside('<figure class="{c}"><table><tbody><tr><th>Year</th><th>Catch</th></tr><tr><td>2023</td><td>4{n} tons</td></tr><tr><td>2024</td><td>38 tons</td></tr></tbody></table></figure>', "css-q7f2ke"),
    "a question and its answer": _inside('<div class="{c}"><p><b>Q: When do the crossings open?</b></p><p>A: Not before June {n}, the harbour board says.</p></div>', "css-q7f2ke"),
    "a table": _inside('<table class="{c}"><tr><th>Crossing</th><th>Closed since</th></tr><tr><td>Vell Sound</td><td>February {n}</td></tr><tr><td>North Skerry</td><td>February 14</td></tr></table>', "css-q7f2ke"),
    "terms and what they mean": _inside('<dl class="{c}"><dt>Vell Sound</dt><dd>closed since February {n}</dd><dt>North Skerry</dt><dd>closed since February 14</dd></dl>', "css-q7f2ke"),
    "an entry with its time": _inside('<div class="{c}"><time>1{n}:20</time><h3>Lund leaves for the harbour</h3><p>The president’s car left the palace with {n} motorcycles, our reporter at the gate says.</p></div>', "css-q7f2ke"),
    "speech behind a dash": _inside('<p class="{c}">— We will not wait for a {n}th week, Calder said.</p>', "css-q7f2ke"),
    "a sentence behind a bold word": _inside('<p class="{c}"><b>Money.</b> Merrow would pay {n} million for the new pier.</p>', "css-q7f2ke"),
    "a sentence with a link in a box": _inside('<div class="{c}"><p>The draft, which <a href="https://coastpress.test/{n}">Coast Press published in full</a>, runs to {n} pages.</p></div>', "css-q7f2ke"),
    "paragraphs parted by breaks": _inside('<div class="{c}">The first boat left at {n} minutes past six.<br><br>The second one did not leave at all, the company said.</div>', "css-q7f2ke"),
    "a sentence in French": _inside('<p class="{c}">« Nous n’attendrons pas le {n} mai », a dit le ministre des ports de Merrow.</p>', "css-q7f2ke"),
    "words behind a label, with a link": _inside('<p class="{c}">The office in full: <a href="https://merrow.test/{n}">“There will be {n} boats a day.”</a></p>', "css-q7f2ke"),
    "a list under a heading of its own": _inside('<div class="{c}"><h3>More boats</h3><ol><li>Vell Sound gets {n} boats a day from the first of May on.</li><li>North Skerry gets two, one of them at night.</li></ol></div>', "css-q7f2ke"),
    "two sentences in a box": _inside('<div class="{c}"><p>Talks broke off twice in {n} days.</p><p>Nobody at the palace would say why.</p></div>', "css-q7f2ke"),
    "a list with numbers": _inside('<ol class="{c}"><li>Open the crossings by June {n}.</li><li>Share the catch.</li></ol>', "css-q7f2ke"),
    "words in a box of their own": _inside('<div class="{c}"><p>“No second meeting”</p><p>Ola Nord, harbour master</p></div>', "css-q7f2ke"),
    **{f"a sentence like a label: {said}": _paragraph(said) for said in SAID},
    "the headline": _headline,
    "a correction": _corrected,
}


def variant(page: str, text: str, mutation: Mutation | None, number: int) -> str:
    """`page` with `mutation`, as it was printed anew; `text`: what is read from it. Raises LookupError where it has no place."""
    root = html.document_fromstring(page.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8"))
    told = {squeeze(p) for p in text.split("\n\n") if len(p) > 50}
    held = {e: squeeze(tidy("".join(e.itertext()))) for e in root.iter("p", "div", "li")}
    story = [e for e, words in held.items() if words in told]
    inner = [e for e in story if not any(d in story for d in e.iterdescendants())]
    times = Counter(held[e] for e in inner)
    inner = [e for e in inner if times[held[e]] == 1]  # what a list of highlights repeats has no one place
    if len(inner) < 3:
        raise LookupError
    if mutation is not None:
        mutation(root, inner, number)
    return html.tostring(root, encoding="unicode")
