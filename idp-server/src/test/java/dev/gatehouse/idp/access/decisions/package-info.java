@NullMarked
package dev.gatehouse.idp.access.decisions;

import org.jspecify.annotations.NullMarked;
