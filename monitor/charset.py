"""Bytes -> text, the way a browser would read them, and never worse: what the bytes prove beats what a label claims.

1. A byte-order mark, then Content-Type, then <meta> or <?xml near the start, then UTF-8 when the bytes are UTF-8, else
   windows-1252 (WHATWG Encoding and HTML standards; "latin-1" and "ascii" mean windows-1252 there).
2. A label that lies is found out: bytes that are UTF-8 with non-ASCII letters in it are UTF-8, whatever the label; bytes
   that are not the UTF-8 they claim to be are read by the other label, or by windows-1252, when that makes sense of them.
   UTF-8 with broken octets in it (a foreign advertisement, a cut teaser) stays UTF-8, and they become U+FFFD.
3. UTF-7 is no label. NUL and lone surrogates, which databases refuse, never leave this file.
"""

from __future__ import annotations

import codecs
import re

MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
PRESCAN = 4096  # bytes in which a <meta> is looked for; the standard says 1024, and pages with long heads know no standard
CERTAIN = 8  # non-ASCII sequences that must be valid UTF-8 before a label of a multi-byte encoding is called a lie

_META = re.compile(rb"""<meta\b[^>]{0,400}?charset\s{0,20}=\s{0,20}["']?\s{0,20}([A-Za-z0-9_.:+-]{1,40})""", re.IGNORECASE)
_XML = re.compile(rb"""\s{0,20}<\?xml\b[^>]{0,200}?encoding\s{0,20}=\s{0,20}["']([A-Za-z0-9_.:-]{1,40})["']""", re.IGNORECASE)
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_PARAMETER = re.compile(r""";\s*charset\s*=\s*["']?\s*([^\s"';,]+)""", re.IGNORECASE)
_MULTI = re.compile(rb"[\xc2-\xf4][\x80-\xbf]+")
# Letters of Latin-1 and typographic marks in UTF-8. In windows-1252 they would be "Ã¤" and "â€œ", which nobody writes; other valid
# sequences come about by chance: "é »" and "ß“" of windows-1252 are some.
_SURE = re.compile(rb"\xc3[\x80-\xbf]|\xe2\x80[\x90-\xbf]")
_BROKEN = re.compile("\ufffd+")
_SURROGATE = re.compile("[\ud800-\udfff]")

# Python codec: the labels that mean it. Codecs are supersets where the standard's are (gb18030 for gb2312, cp949 for euc-kr).
_TABLE = """
utf-8: utf-8 utf8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8
cp1252: ascii us-ascii ansi_x3.4-1968 cp1252 cp819 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591 iso_8859-1
cp1252: iso_8859-1:1987 csisolatin1 l1 latin1 latin-1 windows-1252 x-cp1252
gb18030: gb2312 gbk gb18030 gb_2312 gb_2312-80 chinese csgb2312 csiso58gb231280 iso-ir-58 x-gbk
cp932: shift_jis shift-jis sjis ms_kanji ms932 csshiftjis windows-31j x-sjis
euc_jp: euc-jp x-euc-jp cseucpkdfmtjapanese
iso2022_jp: iso-2022-jp csiso2022jp
cp949: euc-kr ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 korean cseuckr windows-949 iso-ir-149
big5hkscs: big5 big5-hkscs cn-big5 csbig5 x-x-big5
utf-16-le: utf-16 utf-16le unicode ucs-2 csunicode iso-10646-ucs-2 unicodefeff
utf-16-be: utf-16be unicodefffe
cp1250: windows-1250 cp1250 x-cp1250
cp1251: windows-1251 cp1251 x-cp1251
cp1253: windows-1253 cp1253 x-cp1253
cp1254: windows-1254 cp1254 x-cp1254 latin5 iso-8859-9 iso8859-9 iso88599 iso_8859-9 l5 csisolatin5
cp1255: windows-1255 cp1255 x-cp1255
cp1256: windows-1256 cp1256 x-cp1256
cp1257: windows-1257 cp1257 x-cp1257
cp1258: windows-1258 cp1258 x-cp1258
cp874: tis-620 iso-8859-11 iso8859-11 windows-874 dos-874
iso8859-2: iso-8859-2 iso8859-2 iso88592 iso_8859-2 latin2 l2 csisolatin2
iso8859-3: iso-8859-3 iso8859-3 latin3 l3
iso8859-4: iso-8859-4 iso8859-4 latin4 l4
iso8859-5: iso-8859-5 iso8859-5 iso88595 iso_8859-5 cyrillic iso-ir-144
iso8859-6: iso-8859-6 iso8859-6 arabic
iso8859-7: iso-8859-7 iso8859-7 iso88597 iso_8859-7 greek greek8 ecma-118
iso8859-8: iso-8859-8 iso-8859-8-i iso8859-8 hebrew logical visual
iso8859-10: iso-8859-10 iso8859-10 latin6 l6
iso8859-13: iso-8859-13 iso8859-13
iso8859-14: iso-8859-14 iso8859-14
iso8859-15: iso-8859-15 iso8859-15 iso885915 iso_8859-15 latin9 latin-9 l9 csisolatin9
iso8859-16: iso-8859-16 iso8859-16
koi8-r: koi8-r koi koi8 koi8_r cskoi8r
koi8-u: koi8-u koi8-ru
cp866: ibm866 866 cp866 csibm866
mac-roman: macintosh mac x-mac-roman csmacintosh
mac-cyrillic: x-mac-cyrillic x-mac-ukrainian
"""
_LABELS = {label: line.partition(":")[0] for line in _TABLE.split("\n") for label in line.partition(": ")[2].split()}
_MULTIBYTE = frozenset(("gb18030", "cp932", "euc_jp", "cp949", "big5hkscs"))
_C1 = {code: chr(code) for code in range(0x80, 0xA0)} | {
    code: bytes([code]).decode("cp1252") for code in range(0x80, 0xA0) if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}


def decode(body: bytes, content_type: str = "") -> tuple[str, str]:
    """`body` as text, and the name of the encoding it was read in. Never fails: what nothing explains becomes U+FFFD.

    `content_type`: the whole header ("text/html; charset=utf-8"), or empty.
    """
    for mark, codec in MARKS:
        if body.startswith(mark):
            return _read(body[len(mark) :], codec), _name(codec)
    codec = _choose(body, content_type)
    return _read(body, codec), _name(codec)


def storable(text: str) -> str:
    """Without NUL, which a browser passes over, and with lone surrogates replaced."""
    text = text.replace("\0", "")
    return _SURROGATE.sub("\ufffd", text)


def label_in(content_type: str) -> str | None:
    """The codec that a Content-Type header names; None when it names none that we know."""
    match = _PARAMETER.search(content_type[:1000])
    return _codec(match[1]) if match else None


def _choose(body: bytes, content_type: str) -> str:
    header, inside = label_in(content_type), _declared(body)
    claimed = header or inside
    if claimed in ("utf-16-le", "utf-16-be"):
        if _looks_wide(body) or not _ascii_markup(body):
            return claimed
        claimed = None
    elif _looks_wide(body):
        return "utf-16-le" if body[1:2] == b"\0" else "utf-16-be"
    proven = _is(body, "utf-8")
    if proven and _proof_enough(body, claimed):
        return "utf-8"
    if claimed in (None, "utf-8", "cp1252") and not proven and _mostly_utf8(body, claimed):
        return "utf-8"
    if claimed is None:
        return "utf-8" if proven else "cp1252"
    if claimed != "utf-8" or proven:
        return claimed
    return inside if inside is not None and _is(body, inside) else "cp1252"


def _proof_enough(body: bytes, claimed: str | None) -> bool:
    """Whether valid UTF-8 outweighs the label. A few pairs of bytes can be valid UTF-8 and Chinese at once; many cannot."""
    if claimed in (None, "utf-8"):
        return True
    if body.isascii():
        return False  # says nothing; and iso-2022-jp is ASCII all over
    if claimed in _MULTIBYTE:
        return not _is(body, claimed or "") or sum(1 for _, _ in zip(_MULTI.finditer(body), range(CERTAIN), strict=False)) >= CERTAIN
    return True


def _mostly_utf8(body: bytes, claimed: str | None) -> bool:
    """Broken octets in UTF-8, against text that is no UTF-8 at all: sequences that only UTF-8 has decide, however few they are.

    Others count by their number against that of the broken places.
    """
    sure = sum(1 for _ in zip(range(2), _SURE.finditer(body), strict=False)) == 2
    if sure and claimed == "utf-8":
        return True
    read = body.decode("utf-8", "replace")
    broken = sum(1 for _ in _BROKEN.finditer(read))
    whole = len(read) - len(read.encode("ascii", "ignore")) - read.count("\ufffd")
    return whole >= max(1, broken * (1 if sure or claimed == "utf-8" else CERTAIN))


def _declared(body: bytes) -> str | None:
    head = body[:PRESCAN]
    xml = _XML.match(head)
    meta = _META.search(_COMMENT.sub(b"", head))
    match = meta or xml
    codec = _codec(match[1].decode("ascii")) if match else None
    # A label that can be read as ASCII cannot be true of UTF-16.
    return "utf-8" if codec in ("utf-16-le", "utf-16-be") else codec


def _codec(label: str) -> str | None:
    return _LABELS.get(label.strip().lower())


def _looks_wide(body: bytes) -> bool:
    """UTF-16 without a mark: every other octet of the first markup is NUL."""
    head = body[:64]
    return len(head) >= 4 and (
        (head[0:1] in b"<\n\r \t" and head[1:2] == b"\0" and head[2:3] != b"\0" and head[3:4] == b"\0")
        or (head[0:1] == b"\0" and head[1:2] in b"<\n\r \t" and head[2:3] == b"\0" and head[3:4] != b"\0")
    )


def _ascii_markup(body: bytes) -> bool:
    head = body[:256]
    return b"\0" not in head and b"<" in head


def _is(body: bytes, codec: str) -> bool:
    try:
        body.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def _read(body: bytes, codec: str) -> str:
    try:
        text = body.decode(codec)
    except UnicodeDecodeError:
        text = body.decode("latin-1").translate(_C1) if codec == "cp1252" else body.decode(codec, "replace")
    return storable(text)


def _name(codec: str) -> str:
    """A name that both people and Python know."""
    return codec.replace("cp", "windows-") if codec.startswith("cp125") else codec
