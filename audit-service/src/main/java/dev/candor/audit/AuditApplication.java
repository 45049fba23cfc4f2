package dev.candor.audit;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the transparency log of one rollup, with what is built on it: receipts, findings, anchors. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class AuditApplication {
    public static void main(String[] arguments) {
        SpringApplication.run(AuditApplication.class, arguments);
    }
}
