/**
 * Packages of the host's own package manager: apt-get or dnf. Imports {@code org.hactl.module} and
 * {@code module.command}.
 */
@NullMarked
package org.hactl.module.packages;

import org.jspecify.annotations.NullMarked;
