package dev.gatehouse.idp.accounts;

import dev.gatehouse.idp.storage.ChangeId;

/** Told when the generation of an account grew, so that everything issued under a lower one dies. */
@FunctionalInterface
public interface GenerationRaised {

    /**
     * Ends what carries a lower generation.
     *
     * @param generation the new one, already stored
     */
    void raised(AccountId account, long generation, ChangeId change);
}
