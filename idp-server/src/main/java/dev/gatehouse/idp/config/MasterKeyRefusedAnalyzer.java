package dev.gatehouse.idp.config;

import dev.gatehouse.idp.secrets.MasterKeyRefused;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Lets a start that fails for its master key end in the sentence that says so, and not in a stack trace. */
public final class MasterKeyRefusedAnalyzer extends AbstractFailureAnalyzer<MasterKeyRefused> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, MasterKeyRefused cause) {
        return new FailureAnalysis(String.valueOf(cause.getMessage()), null, cause);
    }
}
