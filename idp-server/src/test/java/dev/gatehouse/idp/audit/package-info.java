@NullMarked
package dev.gatehouse.idp.audit;

import org.jspecify.annotations.NullMarked;
