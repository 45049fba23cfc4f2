package dev.candor.execution;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Bearer tokens of the Engine API: HS256 (RFC 7519) over the time of issue, which the client wants within 60 s of its own. */
public final class JwtTokens {
    private static final int SECRET_BYTES = 32;
    private static final int MAX_FILE_BYTES = 256;
    private static final String ALGORITHM = "HmacSHA256";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final String HEADER = encode("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8));

    private final SecretKeySpec secret;
    private final Clock clock;

    JwtTokens(byte[] secret, Clock clock) {
        this.secret = new SecretKeySpec(secret, ALGORITHM);
        this.clock = clock;
    }

    /** @param secretFile 64 hex digits, with or without 0x */
    public static JwtTokens fromFile(Path secretFile, Clock clock) {
        byte[] secret;
        try {
            if (Files.size(secretFile) > MAX_FILE_BYTES) {
                throw new IllegalStateException(expected(secretFile) + "found a larger file.");
            }
            String text = Files.readString(secretFile).strip();
            secret = HexFormat.of().parseHex(text.startsWith("0x") ? text.substring(2) : text);
        } catch (IOException | IllegalArgumentException failure) {
            throw new IllegalStateException(expected(secretFile) + "found " + failure, failure);
        }
        if (secret.length != SECRET_BYTES) {
            throw new IllegalStateException(expected(secretFile) + "found " + secret.length + " bytes.");
        }
        return new JwtTokens(secret, clock);
    }

    String next() {
        String claims = "{\"iat\":" + clock.instant().getEpochSecond() + "}";
        String signed = HEADER + "." + encode(claims.getBytes(StandardCharsets.UTF_8));
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            return signed + "." + encode(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("Expected a JDK with " + ALGORITHM + ".", missing);
        }
    }

    private static String encode(byte[] bytes) {
        return BASE64.encodeToString(bytes);
    }

    private static String expected(Path file) {
        return "Expected 32 bytes as hex in candor.engine.jwt-secret-file (" + file + "), the file that the client's "
                + "--authrpc.jwtsecret names; ";
    }
}
