package dev.candor.audit.findings.watch;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Bounds of {@code POST /v1/promises}; {@code application.yaml} says what each value means.
 *
 * @param perSecond of one client address; 0 for no bound
 */
@ConfigurationProperties("candor.shown-promises")
record ShownProperties(int maxKept, int perSecond, int burst, int maxClients) {}
