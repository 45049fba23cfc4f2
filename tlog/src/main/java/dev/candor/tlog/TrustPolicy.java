package dev.candor.tlog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which logs are known and which cosignatures make a checkpoint valid (tlog-policy). Immutable; read from a file with
 * {@link #parse}.
 */
public final class TrustPolicy {
    /** Bytes of a file. */
    public static final int MAX_BYTES = 1 << 20;

    /** Lines of each kind; the specification asks for at least 32. */
    public static final int MAX_LINES_OF_A_KIND = 256;

    /**
     * A log or a witness of the policy.
     *
     * @param name how the file calls it; a log has the name of its key, which is its origin
     * @param url where it is reached, as written in the file; empty if it is not said
     */
    public record Party(String name, VerifierKey key, String url, NoteVerifier verifier) {}

    private final List<Party> logs;
    /** By the name's bytes, each as one char. */
    private final Map<String, Party> witnesses;

    private final Quorum quorum;

    TrustPolicy(List<Party> logs, Map<String, Party> witnesses, Quorum quorum) {
        this.logs = List.copyOf(logs);
        this.witnesses = new LinkedHashMap<>(witnesses);
        this.quorum = quorum;
    }

    /** Reads a file with keys of the types that the specifications ask for: Ed25519 logs and cosignature/v1 witnesses. */
    public static Parsed<TrustPolicy> parse(byte[] file) {
        return parse(file, KeyTypes.OF_LOGS, KeyTypes.OF_WITNESSES);
    }

    /** A key of a type that is not accepted refuses the file: ignoring it would change what the quorum means. */
    public static Parsed<TrustPolicy> parse(byte[] file, KeyTypes logTypes, KeyTypes witnessTypes) {
        return new TrustPolicyReader(logTypes, witnessTypes).read(file);
    }

    public List<Party> logs() {
        return logs;
    }

    public List<Party> witnesses() {
        return List.copyOf(witnesses.values());
    }

    /** Whether cosignatures of these witnesses, by their names in the file, would be enough. */
    public boolean isQuorum(Collection<String> witnessNames) {
        return quorum.isMetBy(Set.copyOf(witnessNames));
    }

    /** Whether a log of this policy signed the note under its own origin and enough witnesses cosigned it. */
    public PolicyVerdict evaluate(SignedNote note) {
        return evaluate(note, logs.stream().map(Party::verifier).toList());
    }

    /**
     * As {@link #evaluate(SignedNote)} with logs known from elsewhere instead of the listed ones.
     *
     * @param logKeys each valid for checkpoints whose origin is the key's name
     */
    public PolicyVerdict evaluate(SignedNote note, Collection<? extends NoteVerifier> logKeys) {
        return switch (Checkpoint.parse(note.text())) {
            case Parsed.Malformed<Checkpoint>(String why) -> new PolicyVerdict.Unsatisfied(why);
            case Parsed.Ok<Checkpoint>(Checkpoint checkpoint) -> evaluate(note, checkpoint, logKeys);
        };
    }

    private PolicyVerdict evaluate(SignedNote note, Checkpoint checkpoint, Collection<? extends NoteVerifier> logKeys) {
        List<NoteVerifier> ofOrigin = new ArrayList<>();
        logKeys.stream()
                .filter(key -> key.keyName().equals(checkpoint.origin()))
                .forEach(ofOrigin::add);
        if (ofOrigin.isEmpty()) {
            return new PolicyVerdict.Unsatisfied("Expected a checkpoint of a log of the policy, found origin \""
                    + Excerpt.of(checkpoint.origin()) + "\".");
        }
        List<NoteVerifier> trusted = new ArrayList<>(ofOrigin);
        witnesses.values().forEach(witness -> trusted.add(witness.verifier()));
        return switch (note.open(trusted)) {
            case NoteOpening.Refused(String why) -> new PolicyVerdict.Unsatisfied(why);
            case NoteOpening.Opened opened -> evaluate(checkpoint, ofOrigin, opened);
        };
    }

    private PolicyVerdict evaluate(Checkpoint checkpoint, List<NoteVerifier> logKeys, NoteOpening.Opened opened) {
        List<NoteOpening.Verified> byLogs = opened.verified().stream()
                .filter(line -> logKeys.contains(line.key()))
                .toList();
        if (byLogs.isEmpty()) {
            return new PolicyVerdict.Unsatisfied("Expected a signature of the log \"" + Excerpt.of(checkpoint.origin())
                    + "\", found only cosignatures.");
        }
        Set<String> cosigned = witnesses.entrySet().stream()
                .filter(witness -> opened.isSignedBy(witness.getValue().verifier()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        if (!quorum.isMetBy(cosigned)) {
            return new PolicyVerdict.Unsatisfied("Expected the quorum of the policy, found cosignatures of "
                    + cosigned.size() + " of its " + witnesses.size() + " witnesses.");
        }
        List<NoteOpening.Verified> byWitnesses = opened.verified().stream()
                .filter(line -> !logKeys.contains(line.key()))
                .toList();
        return new PolicyVerdict.Satisfied(checkpoint, byLogs, byWitnesses);
    }
}
