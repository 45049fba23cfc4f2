package dev.candor.sequencer.arrivals;

import dev.candor.protocol.types.Seq;
import java.util.List;

/** The promises one after the other, for whoever follows all of them. */
public interface PromiseLine {

    /**
     * The promises of the committed rows {@code from}, {@code from + 1}, … up to the first number without a row, at most
     * {@code maxRows} of them. Numbers for which nobody holds a promise are passed over.
     */
    Stretch read(Seq from, int maxRows);

    /** First number after the highest committed row. */
    Seq end();

    /** @param next where to read on: the first number that was not looked at */
    record Stretch(List<IssuedPromise> promises, Seq next) {}
}
