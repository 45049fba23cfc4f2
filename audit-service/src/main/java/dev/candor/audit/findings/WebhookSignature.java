package dev.candor.audit.findings;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * {@code Candor-Signature: t=<Unix seconds>,v1=<hex>}, the latter HMAC-SHA-256 over {@code <t>.<body>}: who knows the key can
 * tell our calls from others', and old ones from new.
 */
final class WebhookSignature {
    static final String HEADER = "Candor-Signature";
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    WebhookSignature(byte[] secret) {
        this.key = new SecretKeySpec(secret, ALGORITHM);
    }

    String header(byte[] body, long unixSeconds) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update((unixSeconds + ".").getBytes(StandardCharsets.US_ASCII));
            return "t=%d,v1=%s".formatted(unixSeconds, HexFormat.of().formatHex(mac.doFinal(body)));
        } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
            throw new IllegalStateException("Expected HMAC-SHA-256 of every JDK, found none.", impossible);
        }
    }
}
