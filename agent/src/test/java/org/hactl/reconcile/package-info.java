@NullMarked
package org.hactl.reconcile;

import org.jspecify.annotations.NullMarked;
