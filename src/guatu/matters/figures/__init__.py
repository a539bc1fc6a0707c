"""The numbers of matters; prose in docs/rules/figures.md. Importing a module defines its figures."""

from guatu.matters.figures import fair as fair
from guatu.matters.figures import response as response
from guatu.matters.figures import standing as standing
