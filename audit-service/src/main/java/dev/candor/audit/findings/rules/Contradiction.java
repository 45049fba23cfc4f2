package dev.candor.audit.findings.rules;

import dev.candor.audit.findings.evidence.LeafProof;
import dev.candor.protocol.types.Seq;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Leaves under one signed header that contradict each other or the rule.
 *
 * @param line which line of spec/faults.md section 3, in a word
 * @param expected for people
 * @param found for people
 * @param proofs by name of the part, {@code order0} for example
 * @param transactionOf whose raw transaction is part of the proof
 */
record Contradiction(
        String line, String expected, String found, Map<String, LeafProof> proofs, Optional<Seq> transactionOf) {
    Contradiction {
        proofs = new LinkedHashMap<>(proofs);
    }

    static Contradiction of(String line, String expected, String found, String name, LeafProof proof) {
        return new Contradiction(line, expected, found, Map.of(name, proof), Optional.empty());
    }

    static Contradiction of(
            String line, String expected, String found, String first, LeafProof a, String second, LeafProof b) {
        Map<String, LeafProof> proofs = new LinkedHashMap<>();
        proofs.put(first, a);
        proofs.put(second, b);
        return new Contradiction(line, expected, found, proofs, Optional.empty());
    }

    Contradiction withTransactionOf(Seq seq) {
        return new Contradiction(line, expected, found, proofs, Optional.of(seq));
    }
}
