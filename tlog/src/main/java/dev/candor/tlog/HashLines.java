package dev.candor.tlog;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The hashes of a proof, one line of base64 each. */
final class HashLines {
    private HashLines() {}

    static Parsed<List<TreeHash>> parse(List<String> lines) {
        if (lines.size() > TreeProofs.MAX_HASHES) {
            return Parsed.malformed(
                    "Expected at most " + TreeProofs.MAX_HASHES + " hashes in a proof, found " + lines.size() + ".");
        }
        List<TreeHash> hashes = new ArrayList<>(lines.size());
        for (String line : lines) {
            switch (TreeHash.parse(line)) {
                case Parsed.Malformed<TreeHash> malformed -> {
                    return malformed.cast();
                }
                case Parsed.Ok<TreeHash>(TreeHash hash) -> hashes.add(hash);
            }
        }
        return Parsed.ok(List.copyOf(hashes));
    }

    static String print(List<TreeHash> hashes) {
        return hashes.stream().map(hash -> hash.toBase64() + "\n").collect(Collectors.joining());
    }
}
