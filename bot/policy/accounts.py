"""The words for an account's plan and a person's license (spec section 1); it knows no account."""

from enum import StrEnum


class Plan(StrEnum):
    """What the account has bought; stored and configured by these words."""

    FREE = "free"
    PRO = "pro"
    BUSINESS = "business"
    EDUCATION = "education"
    ENTERPRISE = "enterprise"


class License(StrEnum):
    """What one person was given; stored and configured by these words."""

    BASIC = "basic"
    LICENSED = "licensed"
