"""Given names that tell a man from a woman, and what a title tells: for "he" and "she"."""

from __future__ import annotations

from collections.abc import Collection

__all__ = ["MEN", "WOMEN", "sex"]

# As the quotes model was trained with: another word here is another model.
WOMEN = frozenset(
    """mary patricia jennifer linda elizabeth barbara susan jessica sarah karen nancy lisa margaret sandra ashley kimberly emily donna michelle
    carol amanda melissa deborah stephanie rebecca laura sharon cynthia kathleen amy angela anna ruth brenda pamela nicole katherine
    virginia catherine christine samantha debra janet rachel carolyn maria heather diane julie joyce victoria kelly christina joan
    evelyn lauren judith olivia martha cheryl megan andrea ann alice jean doris kathryn hannah jacqueline gloria teresa sara janice julia
    grace judy theresa beverly denise marilyn amber danielle rose brittany diana abigail natalie jane hillary melania ivanka kellyanne
    carly kayleigh ursula theresa nikki elise mélanie melanie claudia chrystia jill kamala condoleezza loretta debbie claire kirsten
    susana hope huma chelsea nadine giorgia mette sanna jacinda kaja christia anita annalena erin liz lindsay""".split()
)
MEN = frozenset(
    """james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark donald steven
    paul andrew joshua kenneth kevin brian george edward ronald timothy jason jeffrey ryan jacob gary nicholas eric jonathan stephen
    larry justin scott brandon benjamin samuel gregory frank alexander raymond patrick jack dennis jerry tyler aaron jose adam henry nathan
    douglas zachary peter kyle walter ethan jeremy harold keith christian roger noah gerald carl terry sean austin arthur lawrence jesse
    dylan bryan joe jordan billy bruce albert willie gabriel logan alan juan wayne roy ralph randy eugene vincent russell
    elijah louis bobby philip johnny bill mike ted marco jeb ben chris barack mitt bernie tim newt rand rick steve tom jim bob dan
    reince corey vladimir emmanuel keir boris olaf volodymyr benjamin xi barry lindsey martin chuck harry mitch al ron jeff greg
    doug pete howard evan ken matt jared rudy""".split()
)
_MORE_WOMEN = frozenset(
    """ada adele agatha agnes alma amelia anne annie astrid audrey beatrice bridget camilla caroline charlotte chloe clara clare cristina daniela edith eleanor emma erica florence
    gail georgia harriet heidi iris jasmine josephine joy julia karin kate katherine kathy lara leah lily louise lucia lucy lydia maya miriam molly nadia naomi nina nora norma
    penelope phoebe polly regina rita ruby sally sigrid sonja stella sylvia tara tessa tina vanessa vera vivian wendy yvonne aisha agnieszka alicia amal anette anneliese aung beata birgitta carla carmen cecilia claudette dalia dominique droupadi elena elina elisabeth elizabete ellen elly
    esther eva evika fatima federica felicia fiona frances francesca franziska gabriela gina giorgia halla halimah helen helena ingrid ingrida irene isabel isabella ivana jadranka
    jeanine jeannette joanna joyce juliana katarina katalin katja katrin keiko kersti kirsti kristalina kristina laimdota lena leonor leyla liliana lotte luisa magdalena maia
    margarida margrethe margot maria marina marine marta mathilde mia micheline michele michèle mirjana monica monika najat natalia netumbo nirmala olga paula penny pilar priti
    prudence roberta rosa sahle samia sanae sara silvia simonetta sofia sonia suella sushma suu svenja svetlana sviatlana tsai urszula valentina valerie véronique viola violeta viorica
    yasmin yolanda yulia yvette zuzana""".split()
)
_MORE_MEN = frozenset(
    """abdel abdullah abiy adrian ahmed akinwumi alberto aleksandar aleksander alexis ali ange anders andrej andrés andris andrius andrzej anwar antonio antónio anutin armin artur
    arturo ashraf bashar bassirou bill boyko carlos cyril dick dmitry edgars edi edmundo eduardo enrico enrique ernesto evo fabio faisal felipe felix ferdinand fernando fidel florin
    franck frederik friedrich fumio gennady giancarlo gideon gilberto gitanas giuseppe gordan guido gunnar gustavo guy hakan hans hassan heiko hugo hun hussein ibrahim ignazio igor ilham imran
    iván ivan jair jakov jan janez javier jean jean-claude jens jiří johann johannes jonas josé josep joschka jorge joko juha jyrki karl kassym-jomart kemal khalid kim klaus klaus-dieter krišjānis
    kyriakos lars leo leonid li luc luigi luis luiz lula mahmoud manuel marcos mario markus massoud mateusz matteo mauricio miguel mikhail milos miloš mohamed mohammad mohammed moon
    muhammad mustafa narendra nayib nicola nicolas nicolás nikol olivier pablo paolo pascal pavel pedro pekka petr petro philippe pierre pieter prabowo radosław rafael ramzan recep reuven ricardo
    rishi roberto robin rodrigo salva sebastian sebastián sergei sergey sergio shavkat shehbaz shigeru shinzo silvio simon srettha stefan stéphane sven sébastien taro tedros thierry tobias tomas
    tony ulf valdis viktor vladimir volodymyr wang werner willem william wopke yair yoav yitzhak yoshihide yoshimasa yusuf zoran""".split()
)
_HIS = frozenset("mr sir lord king prince emperor sultan sheikh emir count baron father brother husband son chairman congressman councilman spokesman".split())
_HERS = frozenset("mrs ms miss mme lady dame queen princess empress sheikha countess baroness mother sister wife daughter chairwoman congresswoman councilwoman spokeswoman".split())


def sex(name: str, titles: Collection[str] = ()) -> str | None:
    """"f" or "m" by a title or the given name; None where they do not tell."""
    her, his = not _HERS.isdisjoint(titles), not _HIS.isdisjoint(titles)
    if her or his:
        return None if her == his else "f" if her else "m"
    words = name.lower().split()
    first = words[0] if len(words) > 1 else ""
    her, his = first in WOMEN or first in _MORE_WOMEN, first in MEN or first in _MORE_MEN
    return None if her == his else "f" if her else "m"
