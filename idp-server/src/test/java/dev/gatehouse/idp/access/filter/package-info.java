/** Filters in the languages of databases, run over documents. */
@NullMarked
package dev.gatehouse.idp.access.filter;

import org.jspecify.annotations.NullMarked;
