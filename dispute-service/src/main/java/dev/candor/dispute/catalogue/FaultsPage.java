package dev.candor.dispute.catalogue;

import java.util.Optional;
import org.springframework.web.util.HtmlUtils;

/** The catalogue as a page for people; the same as {@code /v1/faults}. */
final class FaultsPage {
    private FaultsPage() {}

    static String of(CatalogueV1 catalogue) {
        StringBuilder faults = new StringBuilder();
        catalogue.faults().forEach(fault -> faults.append(section(fault)));
        StringBuilder numbers = new StringBuilder();
        catalogue
                .parameters()
                .forEach((name, value) ->
                        numbers.append("<tr><td><code>%s</code></td><td class=\"number\">%s</td></tr>%n"
                                .formatted(escaped(name), escaped(value))));
        return """
                <!doctype html>
                <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
                <title>Faults of rollup %1$s</title>
                <style>
                body { font-family: system-ui, sans-serif; margin: 2rem auto; max-width: 50rem; padding: 0 1rem }
                dt { font-weight: 600; margin-top: .4rem } dd { margin: 0 } code { overflow-wrap: anywhere }
                td { padding: .2rem .8rem .2rem 0 } td.number { text-align: right }
                </style></head><body>
                <h1>Faults of rollup %1$s</h1>
                <p>What the sequencer, its log, witnesses and challengers answer for. Rules %2$s of
                <code>%3$s</code>, hash <code>%4$s</code>.</p>
                %5$s<h2>Numbers in force</h2>
                <table><tbody>%6$s</tbody></table>
                <p>The same as JSON: <a href="/v1/faults">/v1/faults</a></p>
                </body></html>
                """.formatted(
                        escaped(catalogue.rollupId()),
                        escaped(catalogue.rulesVersion()),
                        escaped(catalogue.ruleBook()),
                        escaped(catalogue.rulesHash()),
                        faults,
                        numbers);
    }

    private static String section(FaultV1 fault) {
        return """
                <h2 id="%1$s">%1$s · %2$s</h2>
                <p>%3$s</p>
                <dl><dt>Evidence</dt><dd>%4$s</dd><dt>Decided by</dt><dd>%5$s</dd>
                <dt>Penalty</dt><dd>%6$s</dd><dt>Remedy</dt><dd>%7$s</dd>%8$s</dl>
                """.formatted(
                        fault.id(),
                        escaped(fault.name()),
                        escaped(fault.definition()),
                        escaped(fault.evidence()),
                        escaped(fault.decidedBy()),
                        escaped(fault.penalty()),
                        escaped(fault.remedy()),
                        Optional.ofNullable(fault.rule()).map(FaultsPage::rule).orElse(""));
    }

    private static String rule(FaultV1.RuleV1 rule) {
        String schema = rule.evidenceSchema() == null ? rule.evidenceSchemaHash() : rule.evidenceSchema();
        String checker = rule.checker() == null
                ? ""
                : "<dt>Checker</dt><dd><code>%s</code></dd>".formatted(escaped(rule.checker()));
        String window = rule.windowSeconds() == null
                ? ""
                : "<dt>Rollback possible</dt><dd>if proven within %s s after posting</dd>"
                        .formatted(escaped(rule.windowSeconds()));
        return "<dt>Evidence schema</dt><dd><code>%s</code></dd>%s%s".formatted(escaped(schema), checker, window);
    }

    private static String escaped(String text) {
        return HtmlUtils.htmlEscape(text);
    }
}
