/**
 * What all HTTP APIs of ours have in common: who may call a route and how a call goes on record, how bodies are read, and
 * how answers and refusals look. Knows no noun of any API. Read {@link dev.gatehouse.idp.api.Operation} first, then
 * {@link dev.gatehouse.idp.api.CallGate} and {@link dev.gatehouse.idp.api.CallRecords}.
 */
@NullMarked
package dev.gatehouse.idp.api;

import org.jspecify.annotations.NullMarked;
