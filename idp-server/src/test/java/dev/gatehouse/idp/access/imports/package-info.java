@NullMarked
package dev.gatehouse.idp.access.imports;

import org.jspecify.annotations.NullMarked;
