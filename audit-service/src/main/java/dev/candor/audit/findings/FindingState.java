package dev.candor.audit.findings;

/** Whether a finding holds by now. Provable faults are never cleared by a detector: what was signed stays signed. */
enum FindingState {
    RAISED,
    CLEARED
}
