package dev.candor.witness.status;

import dev.candor.witness.identity.WitnessIdentity;
import dev.candor.witness.logs.LogPage;
import dev.candor.witness.logs.LogViews.LogView;
import java.time.Instant;
import java.util.Optional;
import org.springframework.web.util.HtmlUtils;

/** The status as a page for people; the same as {@code /v1/witness}, the first page of logs. */
final class StatusPage {
    private StatusPage() {}

    static String of(WitnessIdentity identity, LogPage page, Optional<AttestingView> attesting) {
        StringBuilder rows = new StringBuilder();
        page.logs().forEach(log -> rows.append(row(log)));
        return """
                <!doctype html>
                <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
                <title>Witness %1$s</title>
                <style>
                body { font-family: system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem }
                table { border-collapse: collapse } th, td { padding: .3rem .8rem .3rem 0; text-align: left }
                td.size { text-align: right } code { overflow-wrap: anywhere }
                </style></head><body>
                <h1>Witness %1$s</h1>
                <p>Cosigns checkpoints of transparency logs (<a href="https://c2sp.org/tlog-witness">tlog-witness</a>), after
                it has checked that each extends what it cosigned before.</p>
                <p>Verifier key: <code>%2$s</code></p>
                %5$s<h2>Logs: %3$d</h2>
                <table><thead><tr><th scope="col">Log</th><th scope="col">Size</th><th scope="col">Cosigned</th>
                <th scope="col">Forks seen</th></tr></thead><tbody>
                %4$s</tbody></table>
                <p>The same as JSON, and further pages: <a href="/v1/witness">/v1/witness</a></p>
                </body></html>
                """.formatted(
                        escaped(identity.name()),
                        escaped(identity.verifierKey().print()),
                        page.count(),
                        rows,
                        attesting.map(AttestingPage::of).orElse(""));
    }

    private static String row(LogView log) {
        String at = log.cosignedAtMillis() == null
                ? "never"
                : Instant.ofEpochMilli(Long.parseLong(log.cosignedAtMillis())).toString();
        return "<tr><td><a href=\"/v1/logs/%s/checkpoint\">%s</a></td><td class=\"size\">%s</td><td>%s</td><td>%d</td></tr>%n"
                .formatted(log.id(), escaped(log.origin()), log.size(), at, log.forks());
    }

    private static String escaped(String text) {
        return HtmlUtils.htmlEscape(text);
    }
}
