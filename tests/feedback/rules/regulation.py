"""Which verb may act in which stage and where it leads, written down by hand from the design to hold the code against.

`x` may act, `.` is refused; `stays` keeps the stage; `where it was` and `where the main one was` are said by the
merged suggestion's history; `stays, or on` leads from triage to the unit and keeps every other stage.
"""

from feedback.rules.workflow import Stage, Verb

TABLE = """
verb             received accepted assigned in_progress replied closed declined merged withdrawn  leads to
receive          .        .        .        .           .       .      .        .      .          received
register         .        .        .        .           .       .      .        .      .          received
accept           x        .        .        .           .       .      .        .      .          accepted
propose_decline  x        x        .        .           .       .      .        .      .          stays
drop_decline     x        x        .        .           .       .      .        .      .          stays
decline          x        x        .        .           .       .      .        .      .          declined
object           .        .        .        .           .       .      x        .      .          received
revoke_decline   .        .        .        .           .       .      x        .      .          received
merge            x        x        .        x           .       .      .        .      .          merged
unmerge          .        .        .        .           .       .      .        x      .          where it was
take_main        .        .        .        .           .       .      .        x      .          where the main one was
assign           .        x        x        x           .       .      .        .      .          assigned
recall           .        .        x        .           .       .      .        .      .          accepted
hand_over        .        .        x        x           .       .      .        .      .          stays
pass_on          .        x        x        x           .       .      .        .      .          stays, or on
send_back        .        .        x        .           .       .      .        .      .          accepted
give_back        .        .        x        x           .       .      .        .      .          accepted
involve          .        .        x        x           .       .      .        .      .          stays
contribute       x        x        x        x           .       .      .        .      .          stays
excuse           x        x        x        x           .       .      .        .      .          stays
note             x        x        x        x           x       x      x        x      x          stays
start            .        .        x        .           .       .      .        .      .          in_progress
ask              x        x        x        x           .       .      .        .      .          stays
answer           x        x        x        x           .       .      .        .      .          stays
draft_reply      .        .        .        x           .       .      .        .      .          stays
return_reply     .        .        .        x           x       x      .        .      .          stays
review_reply     .        .        .        x           x       x      .        .      .          stays
approve_reply    .        .        .        x           .       .      .        .      .          replied
correct_reply    .        .        .        .           x       x      .        .      .          stays
approve_correction . .    .        .                    x       x      .        .      .          stays
rate             .        .        .        .           x       .      .        x      .          stays
note_unreachable x        x        x        x           x       .      .        x      .          stays
release_comment  x        x        x        x           x       x      x        x      .          stays
take_back_comment x x     x        x           x        x       x      x        x                 stays
redo             .        .        .        .           x       .      .        .      .          in_progress
chase            x        x        x        x           .       .      .        .      .          stays
supervise        x        x        x        x           x       .      .        .      .          stays
lift_supervision x        x        x        x           x       .      .        .      .          stays
instruct         x        x        x        x           .       .      .        .      .          stays
fulfil_instruction x x    x        x        x           x       x      x        x                 stays
close            .        .        .        .           x       .      .        .      .          closed
reopen           .        .        .        .           .       x      .        .      .          in_progress
withdraw         x        x        x        x           x       .      .        .      .          withdrawn
release          x        x        x        x           x       x      x        x      .          stays
take_back        x        x        x        x           x       x      x        x      x          stays
recategorise     x        x        x        x           .       .      .        .      .          stays
correct_intake   x        x        x        x           x       x      x        x      .          stays
ask_extension    .        x        x        x           .       .      .        .      .          stays
refuse_extension .        x        x        x           .       .      .        .      .          stays
lapse_extension  .        x        x        x           .       .      .        .      .          stays
extend           .        x        x        x           .       .      .        .      .          stays
recount_days     x        x        x        x           .       .      .        .      .          stays
deal_card        x        x        x        x           .       .      .        .      .          stays
set_status       x        x        x        x           x       x      x        x      x          stays
label            x        x        x        x           x       x      x        x      x          stays
read_contact     x        x        x        x           x       x      x        x      x          stays
choose_notices   x        x        x        x           x       x      x        x      x          stays
add_file         x        x        x        x           x       x      x        x      .          stays
read_file        x        x        x        x           x       x      x        x      x          stays
release_file     x        x        x        x           x       x      x        x      .          stays
take_back_file   x        x        x        x           x       x      x        x      x          stays
erase_file       x        x        x        x           x       x      x        x      x          stays
reissue_receipt  x        x        x        x           x       x      x        x      x          stays
propose_erasure  x        x        x        x           x       x      x        x      x          stays
drop_erasure     x        x        x        x           x       x      x        x      x          stays
erase            x        x        x        x           x       x      x        x      x          stays
"""


def _read(table):
    head, *rows = (line.split() for line in table.strip().splitlines())
    stages = [Stage(name) for name in head[1:10]]
    allowed, leads_to = {}, {}
    for verb, *cells in rows:
        allowed[Verb(verb)] = {stage for stage, cell in zip(stages, cells, strict=False) if cell == "x"}
        leads_to[Verb(verb)] = " ".join(cells[len(stages) :])
    return allowed, leads_to


ALLOWED, LEADS_TO = _read(TABLE)
