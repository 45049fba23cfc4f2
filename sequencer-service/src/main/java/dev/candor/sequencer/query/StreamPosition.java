package dev.candor.sequencer.query;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far a subscriber of the stream has come; the id of every event.
 *
 * @param nextSeq first arrival number whose promise it has not seen
 * @param nextHeader first position of {@link dev.candor.sequencer.batches.HeaderLine} that it has not seen: the batch's number, and
 *     after rollbacks a larger one
 */
record StreamPosition(long nextSeq, long nextHeader) {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,18})\\.([0-9]{1,18})");

    static Optional<StreamPosition> parse(String id) {
        Matcher form = FORM.matcher(id);
        return form.matches()
                ? Optional.of(new StreamPosition(Long.parseLong(form.group(1)), Long.parseLong(form.group(2))))
                : Optional.empty();
    }

    StreamPosition withNextSeq(long seq) {
        return new StreamPosition(seq, nextHeader);
    }

    StreamPosition withNextHeader(long header) {
        return new StreamPosition(nextSeq, header);
    }

    @Override
    public String toString() {
        return nextSeq + "." + nextHeader;
    }
}
