package dev.candor.dispute.driver;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.dispute.CourtOnL1;
import dev.candor.dispute.DisputeDatabase;
import dev.candor.dispute.RunningDisputes;
import dev.candor.localservers.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** The service's alert rules speak of metrics that a running one has, and lead to runbooks that are there. */
class AlertRulesTest {
    private static final Pattern METRIC = Pattern.compile("candor_[a-z_0-9]+");

    @TempDir
    private Path directory;

    @Test
    void everyRuleNamesMetricsOfARunningServiceAndARunbook() throws Exception {
        // given
        Path root = Repository.root().orElseThrow();
        List<Map<String, ?>> rules = rules(root.resolve("ops/prometheus/dispute-alerts.yaml"));
        try (CourtOnL1 court = CourtOnL1.start();
                RunningDisputes service = RunningDisputes.start(DisputeDatabase.url(), court, directory)) {
            // when
            String exposed = service.management("/actuator/prometheus").body();

            // then
            assertThat(rules).hasSizeGreaterThan(3);
            List<String> unknown = new ArrayList<>();
            for (Map<String, ?> rule : rules) {
                METRIC.matcher(String.valueOf(rule.get("expr")))
                        .results()
                        .map(MatchResult::group)
                        .filter(metric ->
                                !exposed.contains("\n" + metric + "{") && !exposed.contains("\n" + metric + " "))
                        .forEach(metric -> unknown.add(rule.get("alert") + ": " + metric));
                assertThat(root.resolve(annotation(rule, "runbook"))).isRegularFile();
                assertThat(annotation(rule, "summary")).endsWith(".");
            }
            assertThat(unknown).isEmpty();
        }
    }

    private static String annotation(Map<String, ?> rule, String name) {
        return String.valueOf(
                requireNonNull((Map<?, ?>) rule.get("annotations")).get(name));
    }

    private static List<Map<String, ?>> rules(Path file) throws IOException {
        Map<String, List<Map<String, List<Map<String, ?>>>>> read = new Yaml().load(Files.readString(file));
        List<Map<String, ?>> rules = new ArrayList<>();
        requireNonNull(read.get("groups")).forEach(group -> rules.addAll(requireNonNull(group.get("rules"))));
        return rules;
    }
}
