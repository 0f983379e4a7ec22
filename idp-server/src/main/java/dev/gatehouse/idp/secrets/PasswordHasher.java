package dev.gatehouse.idp.secrets;

/**
 * Hashes passwords slowly and on purpose.
 *
 * <p>Passwords are compared in Unicode normalisation form C (NIST SP 800-63B-4 section 3.1.1.2), so that the same
 * password typed on two keyboards is the same. Thread-safe. Every method throws {@link PasswordHashingOverloaded} when
 * more is asked for than this node computes in reasonable time; that says nothing about the password.
 */
public interface PasswordHasher {

    /** The hash in PHC string format, with a fresh salt. */
    String hash(CharSequence password);

    /** Compares; a {@link PasswordCheck#MATCH_OUTDATED} should be hashed anew and stored. */
    PasswordCheck verify(CharSequence password, String hash);

    /** Costs what {@link #verify} costs and never matches: for a name that no account has. */
    void verifyAgainstNothing(CharSequence password);
}
