/**
 * IPVS: a virtual service with its real servers is one resource. Imports {@code org.hactl.module},
 * {@code module.kernel}, and {@code kernel}, {@code kernel.ipvs} and {@code net} of {@code
 * org.hactl.linux}.
 */
@NullMarked
package org.hactl.module.ipvs;

import org.jspecify.annotations.NullMarked;
