/**
 * Services: systemd units, init scripts where there is no systemd, or a plain command where there
 * is neither. Imports {@code org.hactl.module} and {@code module.command}.
 */
@NullMarked
package org.hactl.module.service;

import org.jspecify.annotations.NullMarked;
