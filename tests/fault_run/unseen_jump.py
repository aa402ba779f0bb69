"""The database's clock jumps while Slack holds a message, and a worker starts that has not seen the jump.

To that worker the message's lease has ended long ago. A look-up that it made at once would find nothing, and the message
would be sent again: this is what a quarantine from the start on is for. Jumps at random instants never meet it.
"""

import random
from collections.abc import Mapping
from functools import partial

from tests.fault_run.faults import SlackFaults
from tests.fault_run.incidents import Incident, Repairs

UNSEEN_JUMP = "database clock set before a start"
LONGEST_WAIT = 1.5
"""For a message, in seconds; there is none while the workers stand still."""


def with_unseen_jump(
    possible: Mapping[str, Incident], slack_faults: SlackFaults, repairs: Repairs
) -> dict[str, Incident]:
    """These incidents, and this one, which is made of two of them."""
    jump, kill = possible["database clock set"], possible["killed"]
    return {**possible, UNSEEN_JUMP: partial(_jump_unseen, jump, kill, slack_faults, repairs)}


def _jump_unseen(
    jump: Incident, kill: Incident, slack_faults: SlackFaults, repairs: Repairs, rng: random.Random
) -> bool:
    return slack_faults.wait_for_overdue(LONGEST_WAIT, repairs.do_due) and jump(rng) and kill(rng)
