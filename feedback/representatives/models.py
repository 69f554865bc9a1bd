"""The tables of 市民代表: Django looks for them here."""

from feedback.representatives.applications import Application
from feedback.representatives.register import Representative
from feedback.representatives.terms import Occupation, Quota, Terms

__all__ = ["Application", "Occupation", "Quota", "Representative", "Terms"]
