/**
 * The words of the access model: who acts, on what, by which entries, and what is answered. Values only; nothing here
 * knows how a model is held or stored.
 *
 * <p>Start with {@link dev.gatehouse.acl.Entry}, then {@link dev.gatehouse.acl.Member} and
 * {@link dev.gatehouse.acl.ObjectRef}. Questions are asked in {@code dev.gatehouse.acl.engine}, changes are made with
 * {@code dev.gatehouse.acl.change}.
 */
@NullMarked
package dev.gatehouse.acl;

import org.jspecify.annotations.NullMarked;
