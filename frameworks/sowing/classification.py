"""Both sides' markings, and the provisional table of which correspond.

The agreement between the two countries of 19 December 2025 has a table that is not public here. The pairs below are by
analogy with article 4 of the agreement between Japan and the Republic of Korea (2016), and are marked provisional.
"""

from datetime import date

TABLE = "NZ-JP-provisional-1"

LADDERS = (
    {
        "code": "NZ",
        "participant_id": "NZ",
        "name": "New Zealand Government security classifications",
        "name_ja": "ニュージーランド政府の秘密区分",
    },
    {
        "code": "JP",
        "participant_id": "JP",
        "name": "Japanese Government markings",
        "name_ja": "日本国政府の秘密区分及び機密性区分",
    },
)


def _level(ladder: str, code: str, label: str, rank: int, *, national_security: bool) -> dict[str, object]:
    return {
        "code": f"{ladder}:{code}",
        "ladder_id": ladder,
        "label": label,
        "rank": rank,
        "is_national_security": national_security,
    }


LEVELS = (
    _level("NZ", "UNCLASSIFIED", "UNCLASSIFIED", 0, national_security=False),
    _level("NZ", "IN-CONFIDENCE", "IN-CONFIDENCE", 10, national_security=False),
    _level("NZ", "SENSITIVE", "SENSITIVE", 20, national_security=False),
    _level("NZ", "RESTRICTED", "RESTRICTED", 30, national_security=True),
    _level("NZ", "CONFIDENTIAL", "CONFIDENTIAL", 40, national_security=True),
    _level("NZ", "SECRET", "SECRET", 50, national_security=True),
    _level("NZ", "TOP-SECRET", "TOP SECRET", 60, national_security=True),
    _level("JP", "1", "機密性1", 0, national_security=False),
    _level("JP", "2", "機密性2", 10, national_security=False),
    _level("JP", "3", "機密性3", 20, national_security=False),
    _level("JP", "HI", "秘", 40, national_security=True),
    _level("JP", "GOKUHI", "極秘", 50, national_security=True),
    _level("JP", "TOKUTEI", "特定秘密", 50, national_security=True),
)


def _endorsement(label: str, meaning: str, meaning_ja: str) -> dict[str, object]:
    return {
        "code": f"NZ:{label}",
        "ladder_id": "NZ",
        "label": label,
        "meaning": meaning,
        "meaning_ja": meaning_ja,
    }


# The seven words of the guidance that New Zealand Customs released in 2022; they may stand beside any classification.
ENDORSEMENTS = (
    _endorsement(
        "APPOINTMENTS",
        "About proposed or actual appointments that have not been announced.",
        "公表前の任命（予定を含む。）に関する情報",
    ),
    _endorsement(
        "BUDGET", "About a Budget or other measures of it before it is announced.", "公表前の予算に関する情報"
    ),
    _endorsement(
        "CABINET",
        "To be put before, or put before, the Cabinet or its committees.",
        "内閣又はその委員会に付議する（した）情報",
    ),
    _endorsement(
        "COMMERCIAL",
        "Commercially sensitive: disclosure could harm a business or a negotiation.",
        "開示すると事業者又は交渉に不利益を及ぼし得る商業上の機微情報",
    ),
    _endorsement(
        "EVALUATIVE",
        "Material for evaluating a person or body, such as an interview or reference.",
        "面接や照会など、人又は団体の評価のための資料",
    ),
    _endorsement("HONOURS", "About an honour that has not been announced.", "公表前の栄典に関する情報"),
    _endorsement("MEDICAL", "Medical material about a person.", "個人の医療に関する情報"),
)

TABLES = (
    {
        "version": TABLE,
        "source": (
            "By analogy with Japan-Republic of Korea (23 November 2016), article 4; to be replaced by the table of the "
            "Japan-New Zealand agreement of 19 December 2025"
        ),
        "source_ja": (
            "日韓秘密軍事情報保護協定（2016年11月23日）第4条からの類推による暫定のもの。"
            "2025年12月19日署名の日・ニュージーランド情報保護協定の対応表により置き換える。"
        ),
        "is_provisional": True,
        "valid_from": date(2025, 12, 19),
        "valid_until": None,
        "entered_by": "system load",
        "approved_by": "review pending",
    },
)

PAIRS = tuple(
    {"table_id": TABLE, "level_id": new_zealand, "corresponds_to_id": japan}
    for new_zealand, japan in (
        ("NZ:SECRET", "JP:GOKUHI"),
        ("NZ:SECRET", "JP:TOKUTEI"),
        ("NZ:CONFIDENTIAL", "JP:HI"),
    )
)
