package dev.candor.audit.ingest;

import dev.candor.audit.log.Topic;
import dev.candor.messaging.KafkaClients;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;

/** Which of the topics that the log follows the cluster has by now. */
final class ClusterTopics {
    private final IngestProperties properties;

    ClusterTopics(IngestProperties properties) {
        this.properties = properties;
    }

    String nameOf(Topic topic) {
        return topic.kafkaName() + properties.topicSuffix();
    }

    /** All topics of the line of arrivals, and the others that are logged. */
    List<KafkaTopic> find(Admin admin) {
        Set<String> names = KafkaClients.await(admin.listTopics().names()).stream()
                .filter(this::isFollowed)
                .collect(Collectors.toSet());
        List<KafkaTopic> topics = new ArrayList<>();
        KafkaClients.await(admin.describeTopics(names).allTopicNames())
                .forEach((name, description) -> topics.add(new KafkaTopic(
                        name,
                        description.topicId().toString(),
                        description.partitions().size())));
        return topics;
    }

    private boolean isFollowed(String name) {
        boolean plain = Stream.of(Topic.values())
                .filter(Topic::isLogged)
                .anyMatch(topic -> nameOf(topic).equals(name));
        return plain || KafkaTopic.Stretch.of(nameOf(Topic.ARRIVALS), name).isPresent();
    }
}
