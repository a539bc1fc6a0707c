"""Sign-in with WeCom 企业微信, in the form in which allauth wants a provider."""
