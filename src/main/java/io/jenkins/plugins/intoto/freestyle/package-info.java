/** The post-build actions of freestyle jobs. */
package io.jenkins.plugins.intoto.freestyle;
