@NullMarked
package dev.gatehouse.idp.outbound;

import org.jspecify.annotations.NullMarked;
