package dev.gatehouse.idp.cli.bench;

import dev.gatehouse.idp.keys.CryptoProviders;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;

/** How fast one core of this machine signs: with it figures of different machines, and of different hours, compare. */
final class MachineSpeed {

    private static final byte[] MESSAGE =
            "a token of the usual length".repeat(20).getBytes(StandardCharsets.UTF_8);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final Duration LONG_ENOUGH = Duration.ofMillis(500);

    private MachineSpeed() {}

    static void print(PrintWriter out) {
        CryptoProviders.install();
        try {
            out.printf(
                    "%nsignatures a second of CPU  %,.0f ES256, %,.0f RS256 of 2,048 bits%n",
                    rate("EC", 256, "SHA256withECDSA"), rate("RSA", 2048, "SHA256withRSA"));
            out.flush();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this machine cannot sign", e);
        }
    }

    private static double rate(String kind, int bits, String algorithm) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
        generator.initialize(bits);
        KeyPair keys = generator.generateKeyPair();
        signFor(LONG_ENOUGH, keys, algorithm); // until it is compiled
        return signFor(LONG_ENOUGH, keys, algorithm);
    }

    private static double signFor(Duration duration, KeyPair keys, String algorithm) throws GeneralSecurityException {
        long began = THREADS.getCurrentThreadCpuTime();
        long spent = 0;
        int count = 0;
        while (spent < duration.toNanos()) {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(keys.getPrivate());
            signature.update(MESSAGE);
            signature.sign();
            count++;
            spent = THREADS.getCurrentThreadCpuTime() - began;
        }
        return count * 1e9 / spent;
    }
}
