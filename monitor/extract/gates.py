"""Does a text speak as a site speaks of itself to its reader: of cookies, accounts, robots, repairs, pages that are gone?

One word proves nothing: articles have subscribers and robots in them. What gives a gate away is that nearly every sentence of
it speaks of one such matter, in several of its terms, to "you" and for "us". Words in quotation marks are somebody else's.
English, German, French, Spanish, Italian, Dutch, Portuguese, Swedish, Danish, Norwegian and Polish;
Russian, Czech, Finnish and Turkish for what is met most.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from monitor.extract.lines import READER, unquoted
from monitor.text import sentences, words

LONGEST = 250  # words; what a gate says is short
_READER_TOO = re.compile(
    r"(?i)\b(?:puedes|pouvez|puoi|podes|możesz|мы|вы|нам|нас|ваш\w*|пожалуйста|подтвердите|naši|vaš\w*|vám|prosíme|kumppanimme|sinu\w*|laitteellesi|voit|lütfen|sizin)\b"
)

# Family: its terms; each line counts once, and one of those marked "!" must be there: a waterworks has maintenance, too. Stems end in "~".
_TERMS = {
    "consent": """
        ! cookie~ eväste~ файлы.cookie çerez~ traceurs rastreador~ informasjonskapsler
        ! consent~ einwillig~ zustimm~ consenti~ consenso toestemming samtyck~ samtykke~ zgod~ согласи~ согласен rıza~ souhlas~ suostumu~ legitimate.interest~ avec.votre.accord
        personal.data personal.information privacy informations.personnelles informations.à.caractère.personnel información.personal informazioni.personali informações.pessoais персональны~ kişisel.veri~ osobní~.údaj~ soukromí henkilötie~ yksityisyy~ конфиденциальност~ gizlili~ personenbezogene~ datenschutz~ données.personnelles données.à.caractère.personnel vie.privée confidentialité datos.personales privacidad dati.personali persoonsgegevens dados.pessoais personuppgifter personoplysninger personopplysninger danych.osobowych dane.osobowe prywatnoś~
        device~ gerät~ appareil~ terminal dispositiv~ apparaat apparaten enhet~ enhed~ urządzeni~
        tracking trackers werbetracking personalised.ad~ personalized.ad~ personalisierte~ publicités.personnalisées publicité.ciblée anuncios.personalizados
        our.partners our.\\d+.partners we.and.our.\\d+ unsere.partner unsere.bis.zu.\\d+.partner unsere.\\d+.partner nos.partenaires nos.\\d+.partenaires nuestros.socios nuestros.\\d+.socios nostri.partner onze.partners onze.\\d+.partners nossos.parceiros naši.partneři kumppanimme naszymi.partnerami zaufani.partnerzy наши.партн~
        ad-free pur-abo ohne.werbe~ mit.werbung sans.publicité sin.publicidad senza.pubblicità zonder.advertenties
        accept.all agree.and reject.all withdraw.your continuer.sans.accepter accepter.et akzeptieren.und aceptar.y accetta.e accettare.o aceitar.e retirer.votre retirar.su retirar.tu revocare intrekken przejdź.do.serwisu принять kabul.et~ manage.preferences manage.your.choices your.choices your.preferences alle.akzeptieren widerruf~ tout.accepter tout.refuser vos.choix vos.préférences aceptar.todo~ rechazar accetta.tutt~ rifiuta accepteren weigeren aceitar.todos
    """,
    "ad blocker": """
        ! ad.?block~ werbeblocker bloqueurs?.de.publicité~ bloqueador~ blocca.?annunci reklamblockerare annonceblokker
        disable turn.off whitelist deaktivieren ausschalten désactive~ desactiv~ disattiva~ uitschakel~ stäng.av slå.fra
        advertising advertisements werbung publicité~ publicidad pubblicità advertenties reklam~ annonser
    """,
    "pay": """
        subscrib~ subscription~ abonn~ suscri~ abbona~ assinant~ assine assinatura~ prenumer~ подписк~ подписчик~ abone~ aboneler~ předplatn~ predplatn~ tilaa~ tilaaji~ membership become.a.member members.only for.members
        ! continue.reading keep.reading continue.to.this.story read.the.rest read.the.full read.the.whole weiterlesen weiter.lesen weiterzulesen lire.la.suite poursuivre.la.lecture poursuivre.votre.lecture seguir.leyendo continuar.leyendo continua.a.leggere continuare.a.leggere verder.lezen verder.te.lezen lees.verder continue.lendo continuar.a.ler läs.vidare les.videre læs.videre czytaj.dalej full.access full.story full.article unlimited.access unlock~ allen.artikeln alle.artikel vollen.zugriff tous.les.articles tous.nos.articles réservée?s?.aux réservée?s?.à.nos il.vous.reste riservat[oa].agli reservad[oa].para exclusiv[oa].para vorbehalten nur.für voor.abonnees dla.abonentów pozostało полный.текст читать.дальше devamı okumaya.devam accès.illimité acceso.ilimitado acceso.completo accesso.illimitato tutti.gli.articoli volledige.toegang onbeperkt acesso.ilimitado obegränsad
        per.month a.month pro.monat im.monat par.mois al.mes al.mese per.maand por.mês free.trial kostenlos.testen jetzt.testen jetzt.zugang offre offer
        already.a.subscriber already.a.member already.subscribed bereits.abonnent~ schon.ein.abo bereits.ein.abo déjà.abonné~ ya.eres.suscriptor~ già.abbonat[oa] al.abonnee já.é.assinante redan.prenumerant allerede.abonnent sign.in log.in anmelden einloggen connectez-vous identifiez-vous inicia.sesión accedi inloggen faça.login logga.in
    """,
    "account": """
        sign.in log.in signed.in logged.in anmelden einloggen melden.sie.sich.an connectez-vous se.connecter identifiez-vous iniciar.sesión inicia.sesión inicie.sesión accedi effettua.il.login inloggen log.je.in iniciar.sessão faça.login logga.in log.ind logg.inn zaloguj~
        account~ konto compte cuenta
        register registering registration create.one sign.up registrier~ inscri~ regístr~ registrar~ registrati registreer~ registreren cadastr~ registrera opret zarejestruj~ already.a.subscriber already.a.member
        email.address e-mail.address your.email e-mail-adresse adresse.e-?mail correo.electrónico indirizzo.e-?mail e-mailadres password passwort mot.de.passe contraseña wachtwoord senha lösenord adgangskode hasło
        for.free free.account kostenlos gratuit~ gratis
        ! to.continue to.read continue.reading read.the.rest read.the.full keep.reading weiterlesen weiterzulesen lire.la.suite seguir.leyendo verder.lezen verder.te.lezen um.fortzufahren pour.continuer para.continuar per.continuare om.verder för.att.fortsätta
        newsletter~ terms.of our.terms agb conditions.générales
    """,
    "bot": """
        ! robot~ roboter~ робот~ bots? captcha automated automation.tools automatis~ automatizad~ geautomatiseerd~
        ! not.a.robot not.a.bot kein.roboter pas.un.robot no.eres.un.robot no.es.un.robot non.sei.un.robot geen.robot inte.en.robot nie.jesteś.robotem не.робот robot.olmadığınızı
        ! human mensch humain~ humano umano
        ! unusual.traffic unusual.activity ungewöhnlich~.daten~ ungewöhnlich~.verkehr~ ungewöhnlich~.aktivität~ trafic.inhabituel tráfico.inusual traffico.insolito ongebruikelijk.verkeer
        verify verifying confirm bestätigen confirmer confirmez vérifi~ verifi~ bevestig~ подтверд~ проверк~ автоматическ~ doğrula~ potwierd~
        security.check sicherheitsprüfung contrôle.de.sécurité vérification.de.sécurité controllo.di.sicurezza
        browser navigateur navegador javascript
        access.denied access.to.this.page been.blocked zugriff.verweigert accès.refusé acceso.denegado accesso.negato toegang.geweigerd
        your.network your.computer ihrem.netzwerk votre.réseau
    """,
    "down": """
        maintenance wartung~ mantenimiento manutenzione onderhoud manutenção underhåll~ vedligehold~ vedlikehold~ konserwac~ technical.difficulties technical.problem~ technische~.probleme~ technische~.störung~ problèmes?.techniques? problemas.técnicos problemi.tecnici technische.problemen
        ! website site webseite~ internetseite~ sitio sito sidan siden strona this.page servers?
        be.back back.online back.soon back.shortly as.soon.as in.kürze so.schnell.wie bientôt de.retour en.breve lo.antes.posible a.breve il.prima.possibile binnenkort zo.snel.mogelijk em.breve snart within.the.hour
        temporarily currently vorübergehend derzeit zurzeit temporairement actuellement temporalmente actualmente temporaneamente attualmente tijdelijk momenteel temporariamente tillfälligt again.shortly available.again
        unavailable not.available nicht.erreichbar nicht.verfügbar indisponible no.disponible non.disponibile niet.beschikbaar indisponível
        patience inconvenience understanding geduld verständnis compréhension paciencia molestias pazienza disagio begrip ongemak paciência tålamod
    """,
    "region": """
        ! your.region your.country your.location your.area ihrem.land ihrer.region deinem.land votre.pays votre.région tu.país su.país tu.región tuo.paese tua.area uw.land jouw.land seu.país sua.região ditt.land dit.land
        not.available unavailable cannot.be.accessed nicht.verfügbar nicht.abrufbar nicht.zugänglich indisponible pas.disponible pas.accessible no.está.disponible no.disponible non.disponibile non.è.disponibile niet.beschikbaar não.está.disponível inte.tillgänglig~ ikke.tilgængelig~
        ! legal.reasons gdpr data.protection european.union european.economic.area dsgvo rgpd rechtlichen.gründen raisons.légales raisons.juridiques motivos.legales motivi.legali juridische.redenen
        rights licen[cs]e~ rechte droits derechos diritti rechten
        content site website story article video inhalt~ artikel contenu contenido contenuto inhoud conteúdo
        patience inconvenience understanding geduld verständnis compréhension paciencia molestias
    """,
    "gone": """
        ! looking.for you.requested requested.page gesuchte~ que.vous.cherchez que.vous.recherchez demandée que.buscas? que.está.buscando che.cerchi che.stai.cercando die.u.zoekt die.je.zoekt que.procura du.söker du.leder
        ! no.longer.available not.available.anymore nicht.mehr.verfügbar nicht.mehr.erreichbar nicht.mehr.vorhanden existiert.nicht existiert.leider n'est.plus.disponible n'existe.plus n'existe.pas ya.no.está ya.no.existe no.existe non.è.più.disponibile non.esiste niet.meer.beschikbaar bestaat.niet não.existe não.está.mais finns.inte findes.ikke nie.istnieje does.not.exist doesn't.exist no.longer.exists
        ! not.found can't.find cannot.find could.not.find couldn't.find can't.be.found not.be.found nothing.was.found 404 nicht.gefunden nicht.finden introuvable no.encontrad~ no.se.encuentra non.trovat~ niet.gevonden não.encontrad~ hittades.inte ikke.fundet ikke.funnet nie.znalezion~
        has.expired abgelaufen expiré~ caducado scadut[oa] verlopen expirou
        been.moved been.deleted moved.or been.removed verschoben gelöscht entfernt déplacé~ supprimé~ movid[oa] eliminad[oa] spostat[oa] rimoss[oa] verplaatst verwijderd removid[oa]
        at.this.location at.this.address unter.dieser.adresse à.cette.adresse en.esta.dirección
        search suche recherche buscador cerca zoekfunctie pesquisa
        home.page homepage front.page startseite page.d'accueil accueil página.principal página.de.inicio startpagina
    """,
}  # fmt: skip


def _compiled(terms: str) -> tuple[tuple[bool, re.Pattern[str]], ...]:
    """(whether it is one of those that must be there, the pattern) of each line."""
    lines = [line.split() for line in terms.strip().split("\n")]
    return tuple((line[0] == "!", re.compile(rf"(?i)\b(?:{'|'.join(_term(t) for t in line if t != '!')})")) for line in lines)


def _term(term: str) -> str:
    body = re.sub(r"\.(?!\?)", r"\\W", term).replace(".?", "[ -]?").replace("~", r"\w*")
    return rf"{body}\b"


_FAMILIES = {family: _compiled(terms) for family, terms in _TERMS.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """What `sentences` are about, as far as they are about a gate: its family, the share of words, its terms, and to whom."""

    family: str
    share: float
    terms: int
    to_reader: bool


def talk(text: Iterable[str]) -> Talk | None:
    """`text`: the sentences. None where no family has a say, or there are more words than a gate has."""
    plain = [unquoted(sentence) for sentence in text]
    lengths = [len(words(sentence)) for sentence in plain]
    if not 0 < sum(lengths) <= LONGEST:
        return None
    said = [bool(READER.search(sentence) or _READER_TOO.search(sentence)) for sentence in plain]
    found = [_of(family, plain, lengths, said) for family in _FAMILIES]
    return max((one for one in found if one is not None), key=lambda one: (one.share * min(one.terms, 3), one.terms), default=None)


def _of(family: str, plain: list[str], lengths: list[int], said: list[bool]) -> Talk | None:
    about, seen, to_reader = 0, set[int](), False
    for sentence, length, reader in zip(plain, lengths, said, strict=True):
        here = {index for index, (_, term) in enumerate(_FAMILIES[family]) if term.search(sentence)}
        seen |= here
        if len(here) >= 2 or (here and reader):
            about += length
            to_reader |= reader
    if not about or not any(_FAMILIES[family][index][0] for index in seen):
        return None
    return Talk(family=family, share=about / sum(lengths), terms=len(seen), to_reader=to_reader)


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]
