/**
 * How log lines look, and what is taken out of them before they are written.
 *
 * <p>Does not own the audit trail, which is no log: {@link dev.gatehouse.idp.audit}.
 */
@NullMarked
package dev.gatehouse.idp.logs;

import org.jspecify.annotations.NullMarked;
