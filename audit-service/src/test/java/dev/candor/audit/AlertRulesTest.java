package dev.candor.audit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.candor.audit.anchor.AnchorL1;
import dev.candor.audit.log.Topic;
import dev.candor.localservers.DevAccounts;
import dev.candor.localservers.Repository;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** The log's alert rules speak of metrics that a running service has, and lead to runbooks that are there. */
class AlertRulesTest {
    private static final Pattern METRIC = Pattern.compile("candor_[a-z_]+");
    private static final Pattern STAGE = Pattern.compile("stage=~?\"([a-z|]+)\"");

    @TempDir
    Path directory;

    @Test
    void everyRuleNamesMetricsOfARunningServiceAndARunbook() throws Exception {
        // given
        Path root = Repository.root().orElseThrow();
        List<Map<String, ?>> rules = rules(root.resolve("ops/prometheus/log-alerts.yaml"));
        String suffix = TestBroker.freshSuffix();
        try (AnchorL1 l1 = AnchorL1.start();
                TestWitness witness = new TestWitness("w1");
                TestTopics topics = new TestTopics(TestBroker.bootstrapServers(), suffix)) {
            topics.send(Topic.ARRIVALS, 10);
            try (AuditNode node = start(l1, suffix, witness)) {
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> node.checkpoints().newestAtLeast(10).isPresent());

                // when
                String exposed = prometheus(node);

                // then
                assertThat(rules).hasSizeGreaterThan(8);
                Set<String> unknown = new TreeSet<>();
                for (Map<String, ?> rule : rules) {
                    String expression = String.valueOf(rule.get("expr"));
                    METRIC.matcher(expression).results().map(MatchResult::group).forEach(metric -> {
                        if (!exposed.contains("\n" + metric + "{") && !exposed.contains("\n" + metric + " ")) {
                            unknown.add(rule.get("alert") + ": " + metric);
                        }
                    });
                    STAGE.matcher(expression).results().forEach(stage -> {
                        for (String name : stage.group(1).split("\\|")) {
                            if (!exposed.contains("stage=\"" + name + "\"")) {
                                unknown.add(rule.get("alert") + ": stage " + name);
                            }
                        }
                    });
                    assertThat(root.resolve(annotation(rule, "runbook"))).isRegularFile();
                    assertThat(annotation(rule, "summary")).endsWith(".");
                }
                assertThat(unknown).isEmpty();
            }
        }
    }

    private AuditNode start(AnchorL1 l1, String suffix, TestWitness witness) throws IOException {
        Path account = Files.writeString(
                directory.resolve("anchor-key"), DevAccounts.ALL.get(4).privateKey());
        Map<String, String> settings = new HashMap<>(l1.settings(directory));
        settings.put("spring.kafka.bootstrap-servers", TestBroker.bootstrapServers());
        settings.put("candor.ingest.topic-suffix", suffix);
        settings.put("candor.anchor.contract-address", l1.contracts().auditAnchor());
        settings.put("candor.keys.anchor-key-file", account.toString());
        // The witness is asked, and nobody waits for it.
        Path policy = Path.of(requireNonNull(settings.get("candor.log.policy-file")));
        Files.writeString(
                policy,
                Files.readString(policy).replace("quorum", witness.policyLine() + "\nquorum"),
                StandardCharsets.UTF_8);
        return AuditNode.start(directory, AuditDatabase.url(), policy, settings);
    }

    private static String prometheus(AuditNode node) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(node.managementUrl() + "/actuator/prometheus"))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
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
