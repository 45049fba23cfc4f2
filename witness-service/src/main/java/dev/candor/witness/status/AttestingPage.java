package dev.candor.witness.status;

import dev.candor.witness.attest.AttestationView;
import java.time.Instant;
import java.util.List;
import org.springframework.web.util.HtmlUtils;

/** The part of the status page about a rollup's batches; the same as {@code attesting} of {@code /v1/witness}. */
final class AttestingPage {
    private AttestingPage() {}

    static String of(AttestingView view) {
        return """
                <h2>Rollup %1$s</h2>
                <p>Makes every batch of <code>%2$s</code> anew from L1 data, executes it on a client of its own (%3$s), and signs
                what it finds as <code>%4$s</code>.</p>
                <h3>What I see</h3>
                <p>L1 is read up to block %5$s; posts up to block %6$s are final. %7$s of them wait for their verdict.%8$s</p>
                <h3>What I signed</h3>
                <p>%9$s</p>
                %10$s
                <h3>Where I disagree</h3>
                %11$s
                <p>All of them: <a href="/v1/attestations">/v1/attestations</a></p>
                """.formatted(
                        escaped(view.rollupId()),
                        escaped(view.rollup()),
                        escaped(view.client()),
                        escaped(view.address()),
                        view.newestL1Block(),
                        view.finalL1Block(),
                        view.batchesBehind(),
                        view.trouble() == null ? "" : " The next one cannot be judged now: " + escaped(view.trouble()),
                        counts(view),
                        table(view.newest(), "Nothing yet."),
                        table(view.disagreements(), "Nowhere."));
    }

    private static String counts(AttestingView view) {
        StringBuilder words = new StringBuilder();
        view.counts()
                .forEach((verdict, count) -> words.append(words.isEmpty() ? "" : ", ")
                        .append(count)
                        .append(' ')
                        .append(escaped(verdict)));
        return words.toString();
    }

    private static String table(List<AttestationView> attestations, String whenEmpty) {
        if (attestations.isEmpty()) {
            return "<p>" + whenEmpty + "</p>";
        }
        StringBuilder rows = new StringBuilder();
        attestations.forEach(it -> rows.append(row(it)));
        return """
                <table><thead><tr><th scope="col">Generation</th><th scope="col">Batch</th><th scope="col">Verdict</th>
                <th scope="col">Decided</th><th scope="col">Why</th></tr></thead><tbody>
                %s</tbody></table>
                """.formatted(rows);
    }

    private static String row(AttestationView attestation) {
        return "<tr><td>%1$s</td><td class=\"size\"><a href=\"/v1/attestations/%1$s/%2$s\">%2$s</a></td><td>%3$s</td><td>%4$s</td><td>%5$s</td></tr>%n"
                .formatted(
                        attestation.generation(),
                        attestation.number(),
                        attestation.verdict(),
                        Instant.ofEpochMilli(Long.parseLong(attestation.decidedAtMillis())),
                        escaped(String.join(" ", attestation.reasons())));
    }

    private static String escaped(String text) {
        return HtmlUtils.htmlEscape(text);
    }
}
