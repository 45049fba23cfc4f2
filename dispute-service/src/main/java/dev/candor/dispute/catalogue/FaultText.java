package dev.candor.dispute.catalogue;

/** A fault in words; spec/faults.md section 2. */
record FaultText(int kind, String name, String definition, String evidence, String penalty, String remedy) {
    /** From F1 on. */
    String id() {
        return "F" + kind;
    }
}
