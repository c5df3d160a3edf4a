/**
 * The desired state of one host, compiled from the site and sent to its agent as JSON: fixed
 * resources, and the virtual routers and virtual services whose resources follow from roles and
 * health. Imports {@code org.hactl.module} with its packages, and the values of {@code
 * org.hactl.vrrp.model}, {@code org.hactl.bfd.model}, {@code org.hactl.linux.kernel} and {@code
 * org.hactl.linux.net}.
 */
@NullMarked
package org.hactl.host;

import org.jspecify.annotations.NullMarked;
