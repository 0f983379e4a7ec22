@NullMarked
package dev.gatehouse.idp.access;

import org.jspecify.annotations.NullMarked;
