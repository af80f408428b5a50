"""The Participants, their Framework, and the bodies that information could be passed to.

No assessment of any of these bodies is public. The ceilings are placeholders, and say so in ``assessed_by``: each
Participant's administrator replaces them with an assessment of its own before the exchange is used in earnest.
"""

from datetime import UTC, date, datetime

CODE = "JP-NZ-2014"
PLACEHOLDER = "system load, to be replaced by an assessment"
ASSESSED_ON = date(2026, 4, 1)
VALID_UNTIL = date(2028, 12, 31)

PARTICIPANTS = (
    {
        "code": "NZ",
        "name": "New Zealand Customs Service",
        "name_ja": "ニュージーランド税関",
        "short_name": "NZCS",
        "country": "NZ",
        "time_zone": "Pacific/Auckland",
        "region": "AUK",
        "language": "en",
    },
    {
        "code": "JP",
        "name": "Japan Customs",
        "name_ja": "日本税関",
        "short_name": "JPC",
        "country": "JP",
        "time_zone": "Asia/Tokyo",
        "region": "",
        "language": "ja",
    },
)

# Signed at Brussels, and cooperation begins on the date of signature (para 19): from midnight there.
FRAMEWORKS = (
    {
        "code": CODE,
        "title": (
            "Cooperative Framework between the Customs Administration of Japan and the New Zealand Customs Service"
        ),
        "title_ja": "日本国税関当局とニュージーランド税関との間の協力枠組み",
        "terms": "frameworks.terms.jp_nz_2014",
        "terms_version": 1,
        "signed_on": date(2014, 6, 26),
        "in_force_from": datetime(2014, 6, 25, 22, 0, tzinfo=UTC),
    },
)

MEMBERSHIPS = tuple({"framework_id": CODE, "participant_id": code} for code in ("NZ", "JP"))


def _authority(code: str, kind: str, name: str, name_ja: str, ceiling: str) -> dict[str, object]:
    return {
        "code": code,
        "country": ceiling[:2],
        "kind": kind,
        "name": name,
        "name_ja": name_ja,
        "ceiling_id": ceiling,
        "assessed_by": PLACEHOLDER,
        "assessed_on": ASSESSED_ON,
        "assessment_valid_until": VALID_UNTIL,
    }


AUTHORITIES = (
    _authority("NZCS", "customs", "New Zealand Customs Service", "ニュージーランド税関", "NZ:SECRET"),
    _authority("NZ-POLICE", "law enforcement", "New Zealand Police", "ニュージーランド警察", "NZ:SECRET"),
    _authority(
        "NZ-MPI", "law enforcement", "Ministry for Primary Industries", "ニュージーランド第一次産業省", "NZ:RESTRICTED"
    ),
    _authority(
        "NZ-CROWN-LAW",
        "prosecution",
        "Crown Law Office",
        "ニュージーランド法務長官府（クラウン・ロー）",
        "NZ:SENSITIVE",
    ),
    _authority("NZ-COURTS", "court", "Courts of New Zealand", "ニュージーランド裁判所", "NZ:SENSITIVE"),
    _authority(
        "NZ-MBIE",
        "other government",
        "Ministry of Business, Innovation and Employment",
        "ニュージーランド・ビジネス・イノベーション・雇用省",
        "NZ:RESTRICTED",
    ),
    _authority("JPC", "customs", "Japan Customs", "日本税関", "JP:GOKUHI"),
    _authority("JP-COAST-GUARD", "law enforcement", "Japan Coast Guard", "海上保安庁", "JP:GOKUHI"),
    _authority("JP-NPA", "law enforcement", "National Police Agency", "警察庁", "JP:GOKUHI"),
    _authority("JP-NARCOTICS", "law enforcement", "Narcotics Control Department", "厚生労働省麻薬取締部", "JP:3"),
    _authority("JP-PROSECUTORS", "prosecution", "Public Prosecutors Office", "検察庁", "JP:3"),
    _authority("JP-COURTS", "court", "Courts of Japan", "日本の裁判所", "JP:3"),
    _authority("JP-NTA", "other government", "National Tax Agency", "国税庁", "JP:3"),
)
