//! The words that only these pages have, beside those of the components: a file for each language
//! in `words/`.

macro_rules! said {
    ($($(#[$meta:meta])* $said:ident $key:literal,)+) => {
        /// A phrase or a template of these pages.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Said {
            $($(#[$meta])* $said,)+
        }

        impl Said {
            /// All of them.
            pub(crate) const ALL: &'static [Self] = &[$(Self::$said,)+];

            /// Its name in the files of the languages.
            pub(crate) const fn key(self) -> &'static str {
                match self {
                    $(Self::$said => $key,)+
                }
            }
        }
    };
}

said! {
    /// The question a page of a vendor's answers.
    Question "question",
    /// The answer: it works.
    No "no",
    /// The answer: something of it does not work, or not well.
    Partly "partly",
    /// The answer: it does not work.
    Yes "yes",
    /// The answer where nothing may be stated as present.
    NotKnown "not_known",
    /// What such a page is about, for those who search.
    About "about",
    /// The heading of the list of pages.
    HomeTitle "home_title",
    /// What that list is about.
    HomeAbout "home_about",
    /// The label of the list.
    Watched "watched",
    /// The heading of what is going on.
    OpenNow "open_now",
    /// When an event changed last.
    LastUpdate "last_update",
    /// The link to what happened before.
    Older "older",
    /// The link back to what happened last.
    Newest "newest",
    /// The heading where there is nothing.
    NoPage "no_page",
    /// What may be the reason.
    NoPageHint "no_page_hint",
    /// The way to the list of pages.
    AllPages "all_pages",
    /// The heading where we failed.
    Broken "broken",
    /// What that does not mean.
    BrokenHint "broken_hint",
    /// The label of the choice of languages.
    Language "language",
    /// The way to what is written about us.
    Documentation "documentation",
}
