"""The numbers of investment promotion; prose in docs/rules/investment.md. Importing a module defines its figures."""

from guatu.investment.figures import agreements as agreements
from guatu.investment.figures import prospects as prospects
from guatu.investment.figures import routes as routes
from guatu.investment.figures import same_year as same_year
