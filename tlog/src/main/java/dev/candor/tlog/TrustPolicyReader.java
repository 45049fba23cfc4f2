package dev.candor.tlog;

import dev.candor.tlog.TrustPolicy.Party;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one policy file (tlog-policy, "Policy file syntax and structure"). Bytes above 0x7F are opaque: the file is read
 * as ISO 8859-1, one char a byte, and only key names and shown names are taken as UTF-8. Used once.
 */
final class TrustPolicyReader {
    private static final String NONE = "none";

    private final KeyTypes logTypes;
    private final KeyTypes witnessTypes;

    private final List<Party> logs = new ArrayList<>();
    private final Map<String, Party> witnesses = new LinkedHashMap<>();
    /** Witnesses and groups: they share one namespace. */
    private final Map<String, Quorum> named = new HashMap<>();

    private final Set<String> members = new HashSet<>();
    private int groups;
    private @Nullable Quorum quorum;

    TrustPolicyReader(KeyTypes logTypes, KeyTypes witnessTypes) {
        this.logTypes = logTypes;
        this.witnessTypes = witnessTypes;
    }

    Parsed<TrustPolicy> read(byte[] file) {
        if (file.length > TrustPolicy.MAX_BYTES) {
            return Parsed.malformed(
                    "Expected a policy of at most " + TrustPolicy.MAX_BYTES + " bytes, found " + file.length + ".");
        }
        String text = new String(file, StandardCharsets.ISO_8859_1);
        if (!text.endsWith("\n") || text.chars().anyMatch(TrustPolicyReader::isForbidden)) {
            return Parsed.malformed("Expected lines that each end in a newline, without control characters but tab,"
                    + " found another policy: check the end of the file and its line ends.");
        }
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length - 1; i++) {
            Optional<String> refusal = line(lines[i]);
            if (refusal.isPresent()) {
                return Parsed.malformed("Line " + (i + 1) + ": " + refusal.get());
            }
        }
        return quorum == null
                ? Parsed.malformed(
                        "Expected one quorum line, found none: write \"quorum none\" if no cosignature is needed.")
                : Parsed.ok(new TrustPolicy(logs, witnesses, quorum));
    }

    private static boolean isForbidden(int octet) {
        int delete = 0x7F;
        return octet < ' ' && octet != '\t' && octet != '\n' || octet == delete;
    }

    /** Why the line is refused, if it is. */
    private Optional<String> line(String line) {
        List<String> items = Arrays.stream(line.split("[ \t]+"))
                .filter(item -> !item.isEmpty())
                .toList();
        if (items.isEmpty() || items.getFirst().startsWith("#")) {
            return Optional.empty();
        }
        List<String> rest = items.subList(1, items.size());
        return switch (items.getFirst()) {
            case "log" -> log(rest);
            case "witness" -> witness(rest);
            case "group" -> group(rest);
            case "quorum" -> quorum(rest);
            default ->
                refuse("Expected log, witness, group, quorum or a comment, found \"" + show(items.getFirst()) + "\".");
        };
    }

    private Optional<String> log(List<String> items) {
        if (items.isEmpty() || items.size() > 2) {
            return refuse("Expected log <vkey> [<url>], found " + items.size() + " items.");
        }
        String url = items.size() > 1 ? items.get(1) : "";
        return switch (party("", items.getFirst(), url, logTypes, logs)) {
            case Parsed.Malformed<Party>(String why) -> refuse(why);
            case Parsed.Ok<Party>(Party log) -> {
                logs.add(log);
                yield Optional.empty();
            }
        };
    }

    private Optional<String> witness(List<String> items) {
        if (items.size() < 2 || items.size() > 3) {
            return refuse("Expected witness <name> <vkey> [<url>], found " + items.size() + " items.");
        }
        String name = items.getFirst();
        if (isTaken(name)) {
            return refuse("Expected a name of its own for each witness and group, found \"" + show(name) + "\" again.");
        }
        String url = items.size() > 2 ? items.get(2) : "";
        return switch (party(name, items.get(1), url, witnessTypes, List.copyOf(witnesses.values()))) {
            case Parsed.Malformed<Party>(String why) -> refuse(why);
            case Parsed.Ok<Party>(Party witness) -> {
                witnesses.put(name, witness);
                named.put(name, new Quorum.OneWitness(name));
                yield Optional.empty();
            }
        };
    }

    private Parsed<Party> party(String name, String vkey, String url, KeyTypes types, List<Party> others) {
        if (others.size() == TrustPolicy.MAX_LINES_OF_A_KIND) {
            return Parsed.malformed("Expected at most " + TrustPolicy.MAX_LINES_OF_A_KIND + " of a kind, found more.");
        }
        return NoteText.decode(vkey.getBytes(StandardCharsets.ISO_8859_1), VerifierKey.MAX_CHARS)
                .then(VerifierKey::parse)
                .then(key -> types.verifier(key).then(verifier -> {
                    if (others.stream()
                            .anyMatch(other -> Arrays.equals(other.key().key(), key.key()))) {
                        return Parsed.malformed("Expected each public key once, found that of " + key + " again.");
                    }
                    return Parsed.ok(new Party(name.isEmpty() ? key.name() : show(name), key, show(url), verifier));
                }));
    }

    private Optional<String> group(List<String> items) {
        if (items.size() < 3) {
            return refuse("Expected group <name> all|any|<k> <name>..., found " + items.size() + " items.");
        }
        String name = items.getFirst();
        if (isTaken(name) || groups == TrustPolicy.MAX_LINES_OF_A_KIND) {
            return refuse("Expected a name of its own for each witness and group and at most "
                    + TrustPolicy.MAX_LINES_OF_A_KIND + " groups, found \"" + show(name) + "\" beyond.");
        }
        List<Quorum> parts = new ArrayList<>();
        for (String member : items.subList(2, items.size())) {
            Quorum part = named.get(member);
            if (part == null) {
                return refuse("Expected a witness or group defined above, found \"" + show(member) + "\".");
            }
            if (!members.add(member)) {
                return refuse("Expected each name as a member once, found \"" + show(member) + "\" again.");
            }
            parts.add(part);
        }
        Optional<Integer> threshold = threshold(items.get(1), parts.size());
        if (threshold.isEmpty()) {
            return refuse("Expected all, any or a number of 1 to " + parts.size() + ", found \"" + show(items.get(1))
                    + "\".");
        }
        named.put(name, new Quorum.Group(threshold.get(), parts));
        groups++;
        return Optional.empty();
    }

    private static Optional<Integer> threshold(String item, int members) {
        return switch (item) {
            case "all" -> Optional.of(members);
            case "any" -> Optional.of(1);
            default ->
                Decimal.parse(item) instanceof Parsed.Ok<Long>(Long k) && k >= 1 && k <= members
                        ? Optional.of(k.intValue())
                        : Optional.empty();
        };
    }

    private Optional<String> quorum(List<String> items) {
        if (items.size() != 1 || quorum != null) {
            return refuse("Expected one line quorum <name>, found another form or a second one.");
        }
        String name = items.getFirst();
        Quorum found = name.equals(NONE) ? new Quorum.None() : named.get(name);
        if (found == null) {
            return refuse("Expected a witness or group defined above, found \"" + show(name) + "\".");
        }
        quorum = found;
        return Optional.empty();
    }

    private boolean isTaken(String name) {
        return name.equals(NONE) || named.containsKey(name);
    }

    private static Optional<String> refuse(String why) {
        return Optional.of(why);
    }

    /** Opaque bytes as a reader wrote them, most likely UTF-8. */
    private static String show(String opaque) {
        return Excerpt.of(new String(opaque.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
    }
}
