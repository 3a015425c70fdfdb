"""What kinds of file begin with, what they are called, and what is thought of them. Kinds go by their usual extension."""

from __future__ import annotations

SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (0, b"MZ", "exe"), (0, b"\x7fELF", "elf"), (0, b"\xca\xfe\xba\xbe", "macho"),
    (0, b"\xfe\xed\xfa\xce", "macho"), (0, b"\xfe\xed\xfa\xcf", "macho"),
    (0, b"\xce\xfa\xed\xfe", "macho"), (0, b"\xcf\xfa\xed\xfe", "macho"),
    (0, b"L\x00\x00\x00\x01\x14\x02\x00", "lnk"), (0, b"dex\n", "dex"), (0, b"\x00asm", "wasm"),
    (0, b"PK\x03\x04", "zip"), (0, b"PK\x05\x06", "zip"), (0, b"PK\x07\x08", "zip"),
    (0, b"Rar!\x1a\x07", "rar"), (0, b"7z\xbc\xaf\x27\x1c", "7z"), (0, b"\x1f\x8b", "gz"), (0, b"BZh", "bz2"),
    (0, b"\xfd7zXZ\x00", "xz"), (0, b"\x28\xb5\x2f\xfd", "zst"), (0, b"MSCF", "cab"), (0, b"ISc(", "cab"),
    (257, b"ustar", "tar"), (32769, b"CD001", "iso"), (2, b"-lh", "lzh"), (0, b"\x60\xea", "arj"), (7, b"**ACE**", "ace"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"), (0, b"{\\rtf", "rtf"), (0, b"\x78\x9f\x3e\x22", "tnef"),
    (0, b"%!PS", "ps"), (0, b"ITSF", "chm"), (0, b"BM", "bmp"), (0, b"\x89PNG\r\n\x1a\n", "png"), (0, b"\xff\xd8\xff", "jpg"),
    (0, b"GIF87a", "gif"), (0, b"GIF89a", "gif"), (0, b"II*\x00", "tif"), (0, b"MM\x00*", "tif"), (0, b"II+\x00", "tif"),
    (0, b"MM\x00+", "tif"), (8, b"WEBP", "webp"), (0, b"\x00\x00\x01\x00", "ico"), (8, b"WAVE", "wav"), (8, b"AVI ", "avi"),
    (0, b"\x00\x00\x00\x0cjP  ", "jp2"), (0, b"8BPS", "psd"), (0, b"ID3", "mp3"), (0, b"OggS", "ogg"), (0, b"fLaC", "flac"),
    (0, b"\x1aE\xdf\xa3", "mkv"), (0, b"SQLite format 3\x00", "sqlite"), (0, b"wOFF", "woff"), (0, b"wOF2", "woff"),
)  # fmt: skip
"""Offset, bytes, kind. The first that fits names the kind."""

BRANDS = {
    b"heic": "heic", b"heix": "heic", b"hevc": "heic", b"mif1": "heic", b"msf1": "heic", b"avif": "avif", b"avis": "avif",
    b"qt  ": "mov",
}  # fmt: skip
"""Brands of an ISO media file (ISO 14496-12 4.3); any other is a film."""

NAMED = {
    "pdf": "pdf", "txt": "txt", "text": "txt", "log": "txt", "md": "txt", "csv": "csv", "tsv": "csv", "ics": "ics",
    "ical": "ics",
    "vcf": "vcf", "vcard": "vcf", "eml": "eml", "json": "json", "xml": "xml", "rtf": "rtf", "doc": "doc", "dot": "doc",
    "xls": "xls", "xlt": "xls", "ppt": "ppt", "pps": "ppt", "msg": "msg", "docx": "docx", "dotx": "docx", "xlsx": "xlsx",
    "xltx": "xlsx", "pptx": "pptx", "ppsx": "pptx", "odt": "odt", "ods": "ods", "odp": "odp", "epub": "epub",
    "docm": "docx", "dotm": "docx", "xlsm": "xlsx", "xltm": "xlsx", "xlsb": "xlsx", "xlam": "xlsx", "pptm": "pptx",
    "ppsm": "pptx", "jpg": "jpg", "jpeg": "jpg", "jpe": "jpg", "jfif": "jpg", "png": "png", "apng": "png", "gif": "gif",
    "bmp": "bmp", "dib": "bmp", "tif": "tif", "tiff": "tif", "webp": "webp", "heic": "heic", "heif": "heic", "avif": "avif",
    "ico": "ico", "jp2": "jp2", "psd": "psd", "zip": "zip", "rar": "rar", "7z": "7z", "gz": "gz", "tgz": "gz", "bz2": "bz2",
    "xz": "xz", "zst": "zst", "tar": "tar", "cab": "cab", "iso": "iso", "img": "iso", "lzh": "lzh", "arj": "arj",
    "ace": "ace",
    "mp3": "mp3", "wav": "wav", "ogg": "ogg", "flac": "flac", "mp4": "mp4", "m4v": "mp4", "mov": "mov", "avi": "avi",
    "mkv": "mkv", "webm": "mkv", "html": "html", "htm": "html", "xhtml": "html", "shtml": "html", "svg": "svg", "exe": "exe",
    "dll": "exe", "scr": "exe", "com": "exe", "pif": "exe", "cpl": "exe", "sys": "exe", "lnk": "lnk", "msi": "msi",
    "msp": "msi",
    "jar": "jar", "apk": "apk", "ps": "ps", "eps": "ps", "chm": "chm",
}  # fmt: skip
"""The kind that a file of this extension claims to be."""

DECLARED = {
    "application/pdf": "pdf", "application/x-pdf": "pdf", "application/msword": "doc", "application/rtf": "rtf",
    "text/rtf": "rtf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
    "image/jpeg": "jpg", "image/jpg": "jpg", "image/pjpeg": "jpg", "image/png": "png", "image/gif": "gif", "image/bmp": "bmp",
    "image/x-ms-bmp": "bmp", "image/tiff": "tif", "image/webp": "webp", "image/heic": "heic", "image/svg+xml": "svg",
    "text/plain": "txt", "text/csv": "csv", "text/calendar": "ics", "text/vcard": "vcf", "text/x-vcard": "vcf",
    "text/html": "html", "application/xhtml+xml": "html", "application/zip": "zip", "application/x-zip-compressed": "zip",
    "application/gzip": "gz", "application/x-gzip": "gz", "application/x-7z-compressed": "7z", "application/vnd.rar": "rar",
    "application/x-rar-compressed": "rar", "message/rfc822": "eml", "message/global": "eml", "video/mp4": "mp4",
    "audio/mpeg": "mp3", "application/json": "json", "application/ics": "ics",
}  # fmt: skip
"""The kind that a declared media type claims; any other claims nothing, as application/octet-stream does."""

FAMILIES: tuple[frozenset[str], ...] = (
    frozenset(("jpg", "png", "gif", "bmp", "tif", "webp", "heic", "avif", "ico", "jp2", "psd")),
    frozenset(("txt", "csv", "ics", "vcf", "eml", "json", "xml")),
    frozenset(("doc", "docx", "rtf", "odt")),
    frozenset(("xls", "xlsx", "ods", "csv", "txt")),
    frozenset(("ppt", "pptx", "odp")),
    frozenset(("mp4", "mov", "avi", "mkv", "mp3", "wav", "ogg", "flac")),
    frozenset(("gz", "tar", "bz2", "xz", "zst")),
    frozenset(("xml", "html", "svg")),
)
"""Kinds that programs mix up and open all the same: to take one for another deceives nobody."""

ACTIVE = frozenset(("exe", "elf", "macho", "lnk", "dex", "wasm", "msi", "jar", "apk", "chm", "script", "html", "svg", "ps"))
"""Kinds that run, or that a browser runs."""

_ACTIVE = """
    ade adp apk app appref-ms application appx appxbundle asp aspx bas bat bin cer chm cmd cmdline com command
    cpl crt csh dex desktop diagcab dll dmg docm dotm elf exe fxp gadget hlp hta htm html htt inf ins iqy isp
    jar jnlp js jse jsp ksh lnk mad maf mag mam maq mar mas mat mau mav maw mcf mda mdb mde mdt mdw mdz mht
    mhtml msc msh msh1 msh2 msi msix msp mst msu ops oqy osd pcd phar php pif pl plg potm ppam pps1 ppsm pptm
    prf prg ps1 ps1xml ps2 psc1 psc2 psd1 psdm1 psm1 pst py pyc pyo pyw pyz rb reg rqy run scf scr sct sh shb
    shs shtml slk svg svgz swf sys theme url vb vbe vbp vbs vhd vhdx vsmacros vsw wasm webloc website wim wsc
    wsf wsh xbap xht xhtml xlam xll xlm xlsb xlsm xltm xnk xps xsl xslt zsh
"""
ACTIVE_EXTENSIONS = frozenset(_ACTIVE.split())
"""Extensions of what runs, holds macros or opens a page, as mail programs block them."""

DOCUMENTS = frozenset(
    ("pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "rtf", "odt", "ods", "txt", "csv", "jpg", "png", "gif", "bmp", "tif",
     "mp4", "mp3")
)  # fmt: skip
"""Kinds whose extension before the last one makes a reader take the file for something harmless."""

ARCHIVES = frozenset(("zip", "rar", "7z", "gz", "bz2", "xz", "zst", "tar", "cab", "iso", "lzh", "arj", "ace"))
SIGNED = frozenset(
    ("pdf", "docx", "xlsx", "pptx", "jpg", "png", "gif", "bmp", "tif", "webp", "heic", "zip", "rar", "7z", "gz", "rtf",
     "doc", "xls", "ppt")
)  # fmt: skip
"""Kinds that a file is not if it does not begin as they do."""
TEXTUAL = frozenset(("txt", "csv", "ics", "vcf", "eml", "json", "xml", "html", "svg"))
ZIPPED = frozenset(("docx", "xlsx", "pptx", "odt", "ods", "odp", "epub", "jar", "apk", "zip"))
OLE = frozenset(("doc", "xls", "ppt", "msg", "msi", "docx", "xlsx", "pptx"))
"""Kinds that may be compound files; the newer ones are where they are encrypted ([MS-OFFCRYPTO] 2.3)."""
UNDECIDED = {"text": ("txt", TEXTUAL), "zip?": ("zip", ZIPPED), "ole?": ("ole", OLE)}
"""By what content says where it does not decide: what such a file is, and what it may be where it is called so."""
