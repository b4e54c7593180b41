"""Words that tell what a name names: heads of organisations, places, occasions, works; particles inside names."""

from __future__ import annotations

from onrecord.codes.word_lists import word_set

BODY_HEADS = word_set(
    "Party Ministry Department Council Chiefs Committee Subcommittee Union Association Federation Movement Front"
    " Alliance League Commission Bank House Senate Church University College Institute Academy Centre"
    " Center Court Organization Organisation Coalition Society Office Agency Parliament Assembly Congress"
    " Group Foundation Force Forces Army Navy Guard Guards Corps Bureau Board Chamber Club Trust Service"
    " Services Fund Company Corporation Authority Caucus Brigade Battalion Regiment Division Fleet Police"
    " Inc. Inc Ltd Ltd. Corp. Corp Co. Co plc PLC LLC GmbH AG Associates Partners Holdings Industries"
    " Enterprises Airlines Airways Motors Times Post Herald Journal Tribune Gazette Guardian Telegraph"
    " Press Network Channel Radio Television News Broadcasting Politburo Duma Secretariat Directorate"
    " Administration Treasury Exchange Reserve Command Staff Legion Militia Initiative Campaign Project"
    " Bloc Block List Democrats Republicans Conservatives Greens Liberals Labour Socialists Communists"
    " Confederation Conference Syndicate Cartel Brotherhood Order Hospital School Museum Theatre Orchestra"
    " Tribunal Government Cabinet Executive Presidium Soviet Politics Studies Workers Partnership Forum"
    " Watch International Resistance Rally Solidarity Platform Intelligence Legislature Roundtable"
    " Collective Lobby Diet Knesset Bundestag Sejm Rada Parties Community Communities Nations Panel"
    " Taskforce Team Mission Embassy Unit"
)  # fmt: skip
"""Last words of organisations' names."""

LEADING_BODY_HEADS = word_set(
    "Party Ministry Department Council Chiefs Committee Subcommittee Union Association Federation Movement Front"
    " Alliance League Commission Bank House Church University College Institute Academy Centre Center"
    " Court Organization Organisation Coalition Society Office Agency Parliament Assembly Congress Group"
    " Foundation Army Bureau Board Chamber Club Fund Authority Confederation Conference Secretariat"
    " Directorate Campaign Network Initiative School Brotherhood Community Commonwealth Parliamentarians"
    " Friends Sons Daughters Brothers Citizens Fighters Mothers Doctors Reporters Scholars Teachers"
    " Workers Students Youth Partnership Supreme High Left Right Democrats Liberals Forum Tribunal"
    " Government Soviet Soviets Rally Bloc Home Fatherland Bundesverband Embassy Mission Division"
)  # fmt: skip
"""Words after which a name may go on with "of", "for", "on": "Committee on Armed Services"."""

MEMBERS = word_set(
    "Democrats Republicans Conservatives Liberals Socialists Communists Workers Peasants Farmers Women"
    " Men Reformists Independents Progressives Radicals Greens Nationalists Reforms Citizens Youth"
    " Students Veterans Teachers"
)  # fmt: skip
"""Words for the members of a body, which stand in its name: "Alliance of Liberals and Democrats"."""

FOREIGN_BODY_WORDS = word_set(
    "Partido Parti Partei Partito Partij Partia Partiet Partija Stranka Strana Parties Partidul Union"
    " Unión União Unione Unie Bund Frente Fronte Frontul Movimiento Movimento Mouvement Movimentu Alianza"
    " Alleanza Aliança Alianța Alliance Liga Lega Ligue Rassemblement Zajednica Sojuz Soyuz Savez Akcja"
    " Platforma Prawo Demokraten Democratici Forza Forças Fuerzas Fuerza Esquerra Izquierda Sinistra"
    " Gauche Linke Convergència Coalición Coalizione Coalition Acción Azione Action Nacional Nazionale"
    " Nacionalista Socialista Comunista Communiste Socialiste Socialisti Radicali Verdi Verts Popolare"
    " Popular Populaire Venstre Høyre Arbeiderpartiet Folkeparti Volkspartei Fianna Fáil Fine Gael Sinn"
    " Féin Partai Partisi Partiya Ezkerra Batasuna Ittifaq Milli Dviženie Pokret Stronnictwo Ruch"
    " Perikatan Angkatan Hareket Plaid Hezb Hizb Jamaat Jamiat Harakat Dal Sabha Sangh Samaj Janata"
    " Kazhagam Morcha Ikhwan Komeito Kuomintang Minshuto Barisan Pakatan Parisada Abgeordnetenhaus"
    " Bundesbank Landtag Sénat Senado Assemblée Asamblea Cámara Ejército Brigadas Comité Comitato Comisión"
    " Consejo Conseil Consiglio Confederación Confédération Federación Junta Ministère Ministerio"
    " Ministero Université Universität Universidad Università Institut Instituto Istituto"
) - frozenset({"Alliance", "Union", "Coalition", "Action", "Popular", "Dal"})  # fmt: skip
"""Words of other languages that name parties and other bodies."""

OCCASION_HEADS = word_set(
    "War Wars Battle Revolution Uprising Rebellion Revolt Crisis Massacre Election Elections Referendum"
    " Summit Games Olympics Cup Championship Championships Festival Holocaust Genocide Intifada Offensive"
    " Operation Affair Scandal Incident Coup Putsch Insurrection Riots Protests Strike Spring Day Week"
    " Month Year Anniversary Convention Debate Primary Primaries Caucuses Tour Talks Conference Famine"
    " Depression Blitz Blockade Siege Invasion Campaigns Trial Trials Inquiry Hearings Hearing Republic's"
) - frozenset({"Operation", "Year", "Month", "Week"})  # fmt: skip
WORK_HEADS = word_set(
    "Treaty Act Bill Agreement Accord Accords Pact Constitution Declaration Prize Award Awards Medal"
    " Amendment Plan Doctrine Resolution Charter Protocol Memorandum Manifesto Law Code Proclamation"
    " Report Papers Review Clause Convention Deal Decree Directive Statute Acts Laws Treaties Concordat"
    " Ordinance Program Programme Era Age Style Cross Star Hall"
) - frozenset({"Hall", "Star", "Cross"})  # fmt: skip

PLACE_HEADS = word_set(
    "City County River Lake Sea Ocean Bay Gulf Strait Island Islands Mountain Mountains Valley Street"
    " Avenue Square Road Bridge Airport Station Province Region Oblast Krai District Peninsula Territory"
    " Republic Kingdom Empire States Town Village Borough Parish Cathedral Palace Castle Tower Park"
    " Stadium Hill Hills Desert Coast Canal Port Beach Heights Prison Cemetery Building Emirate Emirates"
    " Strip Bank Basin Plateau Cape Delta Forest Highway Peak Springs Hall Gate Camp Barracks Arena Plaza"
    " Base"
) - frozenset({"Bank"})  # fmt: skip
PLACE_STARTS = word_set(
    "Lake Mount Mt. Cape Fort Port San Santa São New North South East West Northern Southern Eastern"
    " Western Upper Lower Central Greater Saint St. Los Las El Bad Camp Republic"
) - frozenset({"Central", "El", "San", "Camp", "Saint", "St."})  # fmt: skip

REGIONS = frozenset(
    (
        "Europe", "Asia", "Africa", "Americas", "Latin America", "North America", "South America", "Central America",
        "Middle East", "Near East", "Far East", "Caucasus", "Balkans", "Baltics", "Scandinavia", "Siberia", "Crimea",
        "Chechnya", "Dagestan", "Donbas", "Donbass", "Gaza", "Gaza Strip", "West Bank", "Kashmir", "Tibet", "Xinjiang",
        "Catalonia", "Bavaria", "Scotland", "Wales", "England", "Northern Ireland", "Quebec", "Ontario", "Alberta",
        "British Columbia", "Nova Scotia", "Queensland", "Victoria", "New South Wales", "Tasmania", "Kurdistan",
        "Western Europe", "Eastern Europe", "Central Europe", "Southeast Asia", "East Asia", "Central Asia",
        "South Asia", "North Africa", "West Africa", "East Africa", "Southern Africa", "Sub-Saharan Africa",
        "Abkhazia", "South Ossetia", "Transnistria", "Nagorno-Karabakh", "Darfur", "Tigray", "Punjab", "Bengal",
        "Kerala", "Tamil Nadu", "Gujarat", "Uttar Pradesh", "Bihar", "Alabama", "Alaska", "Arizona", "Arkansas",
        "California", "Colorado", "Connecticut", "Delaware", "Florida", "Hawaii", "Idaho", "Illinois", "Indiana",
        "Iowa", "Kansas", "Kentucky", "Louisiana", "Maine", "Maryland", "Massachusetts", "Michigan", "Minnesota",
        "Mississippi", "Missouri", "Montana", "Nebraska", "Nevada", "New Hampshire", "New Jersey", "New Mexico",
        "New York", "New York City", "North Carolina", "North Dakota", "Ohio", "Oklahoma", "Oregon", "Pennsylvania",
        "Rhode Island", "South Carolina", "South Dakota", "Tennessee", "Texas", "Utah", "Vermont", "Virginia",
        "West Virginia", "Wisconsin", "Wyoming", "Prussia", "Saxony", "Hesse", "Schleswig-Holstein", "Silesia",
        "Pomerania", "Bohemia", "Moravia", "Galicia", "Transylvania", "Ulster", "Sicily", "Sardinia", "Lombardy",
        "Holy Roman Empire", "Austria-Hungary", "Palestine", "Los Angeles", "San Francisco", "Hong Kong",
    )
)  # fmt: skip
"""Regions and continents that are named often and that the tagger often takes for people or bodies."""

PARTICLES = word_set(
    "de da del della dello dei degli di do dos das du des la le van von der den ter bin ibn al el y zu"
    " zur af av ben el- ten op het ould um os na za"
)  # fmt: skip
"""Small words inside names of people and foreign bodies."""

POSSESSIVE_MEMBERS = word_set(
    "People Peoples Women Workers Farmers Men Children Nation Veterans Teachers Peasants Citizens"
    " Students Journalists Writers Mothers Pensioners Employers Parents Worker King Queen Prime Lawyers"
    " Doctors Deputies Producers Attorney Soldiers Shooters Miners Liberals Senators Governors Prosecutor"
    " General"
) - frozenset({"King", "Queen", "Prime", "General", "Attorney", "Prosecutor"})  # fmt: skip
"""Words whose possessive stands inside a body's name: "People's Party"."""

NOT_A_NAME = word_set(
    "the a an in on at by for of to from with and or but nor so yet as if when while where who whom whose"
    " which what that this these those it its he his him she her they their them we our us i my you your"
    " one two three four five six seven eight nine ten some many most all both each every few several any"
    " no not after before since until during under over between among through although though because"
    " however moreover meanwhile also there here then now today yesterday tomorrow earlier later once only"
    " even still just more less much is was were are be been has have had do did does will would can could"
    " may might must shall should let about according despite instead like unlike such other others"
    " another first second third last next former formerly new old monday tuesday wednesday thursday"
    " friday saturday sunday january february march april june july august september october november"
    " december yes please thank thanks hello well why how back against into upon within without via per"
)  # fmt: skip
"""Words that are capitalised by their place and are no part of a name (lower case)."""
