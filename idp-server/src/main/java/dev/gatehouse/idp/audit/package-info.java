/**
 * What is recorded and how a caller records it.
 *
 * <p>Owns the sealed {@link dev.gatehouse.idp.audit.AuditEvent} and the {@link dev.gatehouse.idp.audit.AuditTrail}.
 * The chain itself is {@link dev.gatehouse.idp.audit.log}; checking it is {@link dev.gatehouse.idp.audit.verify}.
 */
@NullMarked
package dev.gatehouse.idp.audit;

import org.jspecify.annotations.NullMarked;
