/** Packages of the host's own package manager: apt-get or dnf. */
@NullMarked
package org.hactl.module.packages;

import org.jspecify.annotations.NullMarked;
