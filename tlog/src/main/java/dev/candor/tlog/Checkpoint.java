package dev.candor.tlog;

import java.util.Arrays;
import java.util.List;

/**
 * The text of a checkpoint: origin, size and root on a line each, then extension lines (tlog-checkpoint, "Note text").
 * Candor's log makes none; those of other logs are kept, for cosignatures cover them.
 *
 * @param origin names the log; any text of one line
 * @param extensions lines without their newlines, none of them empty
 */
public record Checkpoint(String origin, TreeHead tree, List<String> extensions) {
    private static final int FIXED_LINES = 3;

    public Checkpoint {
        extensions = List.copyOf(extensions);
        requireLine(origin);
        extensions.forEach(Checkpoint::requireLine);
    }

    public Checkpoint(String origin, TreeHead tree) {
        this(origin, tree, List.of());
    }

    private static void requireLine(String line) {
        if (line.isEmpty()
                || line.contains("\n")
                || !NoteText.checkText(line + "\n").holds()) {
            throw new IllegalArgumentException("Expected a line of text, found \"" + Excerpt.of(line) + "\".");
        }
    }

    /** Reads the text of a note; {@link #text()} gives it back byte for byte. */
    public static Parsed<Checkpoint> parse(String noteText) {
        if (NoteText.checkText(noteText) instanceof Check.Failed(String why)) {
            return Parsed.malformed(why);
        }
        String[] lines = noteText.substring(0, noteText.length() - 1).split("\n", -1);
        if (lines.length < FIXED_LINES || Arrays.asList(lines).contains("")) {
            return Parsed.malformed("Expected a checkpoint of origin, size and root without empty lines, found \""
                    + Excerpt.of(noteText) + "\".");
        }
        List<String> extensions = List.of(lines).subList(FIXED_LINES, lines.length);
        return Decimal.parse(lines[1])
                .then(size -> TreeHash.parse(lines[2])
                        .map(root -> new Checkpoint(lines[0], new TreeHead(size, root), extensions)));
    }

    /** The note text, with its last newline. */
    public String text() {
        StringBuilder text = new StringBuilder()
                .append(origin)
                .append('\n')
                .append(tree.size())
                .append('\n')
                .append(tree.root().toBase64())
                .append('\n');
        extensions.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }
}
