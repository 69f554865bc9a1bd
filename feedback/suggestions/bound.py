"""What can be done to a suggestion: the functions of `feedback.verbs`, bound to it by name."""

from feedback.verbs import (
    change,
    contributing,
    correcting,
    erasing,
    extending,
    giving,
    handling,
    issuing,
    labelling,
    overseeing,
    rating,
    replying,
    supporting,
    telling,
    timing,
    together,
    triage,
)


class Verbs:
    """The verbs of a suggestion, by subject."""

    doing = change.doing
    together = together.together

    accept = triage.accept
    propose_decline = triage.propose_decline
    drop_decline = triage.drop_decline
    decline = triage.decline
    object = triage.object
    revoke_decline = triage.revoke_decline
    merge = triage.merge
    unmerge = triage.unmerge
    take_main = triage.take_main
    withdraw = triage.withdraw
    release = triage.release
    take_back = triage.take_back
    recategorise = triage.recategorise
    correct_intake = correcting.correct_intake
    set_status = triage.set_status
    read_contact = triage.read_contact
    recount_days = triage.recount_days
    move_talk = triage.move_talk
    told_days = triage.told_days

    assign = giving.assign
    recall = giving.recall
    hand_over = giving.hand_over
    pass_on = giving.pass_on
    send_back = handling.send_back
    give_back = handling.give_back
    start = giving.start

    involve = contributing.involve
    contribute = contributing.contribute
    excuse = contributing.excuse
    co_units = property(contributing.co_units)

    ask = handling.ask
    answer = handling.answer
    chase = handling.chase
    deal_card = handling.deal_card

    ask_extension = extending.ask_extension
    refuse_extension = extending.refuse_extension
    lapse_extension = extending.lapse_extension
    extend = extending.extend

    draft_reply = replying.draft_reply
    return_reply = replying.return_reply
    review_reply = replying.review_reply
    approve_reply = replying.approve_reply
    correct_reply = replying.correct_reply
    approve_correction = replying.approve_correction
    rate = rating.rate
    rating_facts = rating.rating_facts
    note_unreachable = rating.note_unreachable
    release_comment = rating.release_comment
    take_back_comment = rating.take_back_comment
    redo = replying.redo
    supervise = overseeing.supervise
    lift_supervision = overseeing.lift_supervision
    instruct = overseeing.instruct
    fulfil_instruction = overseeing.fulfil_instruction
    close = replying.close
    reopen = replying.reopen

    reissue_receipt = issuing.reissue_receipt
    choose_notices = telling.choose_notices

    propose_erasure = erasing.propose_erasure
    drop_erasure = erasing.drop_erasure
    erase = erasing.erase

    label = labelling.label

    is_supportable = property(supporting.is_supportable)
    is_supported_by = supporting.is_supported_by
    support = supporting.support
    drop_support = supporting.drop_support

    counted_from = property(timing.counted_from)
    last_period = timing.last_period
    count_days = timing.count_days
    begin_period = timing.begin_period
    days_of_period = timing.days_of_period
    told_periods = timing.told_periods
    return_facts = timing.return_facts
    is_supervised_too_early = timing.is_supervised_too_early
